namespace CliWrap;

public static class Cli
{
    /// <summary>A command for a program's path, or its name when it is to be found on PATH.</summary>
    public static Command Wrap(string targetFilePath) => new(targetFilePath);
}

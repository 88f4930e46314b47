namespace CliWrap;

/// <summary>Windows starts <c>name</c> as name.exe only; a name without extension may as well mean a .cmd or .bat on PATH.</summary>
static class WindowsScripts
{
    static readonly string[] Extensions = [".exe", ".cmd", ".bat"];

    public static string Qualify(string program)
    {
        if (!OperatingSystem.IsWindows() || Path.IsPathFullyQualified(program) || Path.HasExtension(program))
            return program;

        var directories = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Prepend(Directory.GetCurrentDirectory())
            .Prepend(AppContext.BaseDirectory);
        return directories
            .SelectMany(directory => Extensions.Select(extension => Path.Combine(directory, program + extension)))
            .FirstOrDefault(File.Exists) ?? program;
    }
}

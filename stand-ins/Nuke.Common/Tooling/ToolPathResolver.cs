using Nuke.Common.Utilities;

namespace Nuke.Common.Tooling;

/// <summary>Where a program is.</summary>
public static class ToolPathResolver
{
    /// <summary>The path in an environment variable, which must exist; null without the variable.</summary>
    public static string TryGetEnvironmentExecutable(string environmentExecutable)
    {
        if (EnvironmentInfo.GetVariable(environmentExecutable) is not { } path)
            return null;
        Assert.FileExists(path, $"Path '{path}' from environment variable '{environmentExecutable}' does not exist");
        return path;
    }

    /// <summary>A path as it is, a name from PATH: the first that may be executed.</summary>
    public static string GetPathExecutable(string pathExecutable)
    {
        if (File.Exists(pathExecutable))
            return Path.GetFullPath(pathExecutable);

        string[] extensions = EnvironmentInfo.IsWin && !Path.HasExtension(pathExecutable) ? [".exe", ".cmd", ".bat"] : [string.Empty];
        return EnvironmentInfo.Paths
            .SelectMany(directory => extensions.Select(extension => Path.Combine(directory, pathExecutable + extension)))
            .FirstOrDefault(IsExecutable) ?? throw new ArgumentException($"Could not find '{pathExecutable}' on the PATH.");
    }

    static bool IsExecutable(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != 0);
    }
}

namespace Nuke.Common.IO;

/// <summary>Finds files by patterns: <c>**</c> any directories, <c>*</c> and <c>?</c> within a name, <c>[ab]</c>, <c>{a,b}</c>.</summary>
public static class Globbing
{
    public static GlobbingCaseSensitivity GlobbingCaseSensitivity;

    public static IReadOnlyCollection<AbsolutePath> GlobFiles(this AbsolutePath directory, params string[] patterns)
        => Find(directory, patterns, files: true).Select(AbsolutePath.Create).ToList();

    public static IReadOnlyCollection<AbsolutePath> GlobDirectories(this AbsolutePath directory, params string[] patterns)
        => Find(directory, patterns, files: false).Select(AbsolutePath.Create).ToList();

    /// <summary>Without patterns, the directory is one itself: <c>/src/**/*.csproj</c>.</summary>
    public static IReadOnlyCollection<string> GlobFiles(string directory, params string[] patterns)
        => Find(directory, patterns, files: true).ToList();

    /// <inheritdoc cref="GlobFiles(string, string[])"/>
    public static IReadOnlyCollection<string> GlobDirectories(string directory, params string[] patterns)
        => Find(directory, patterns, files: false).ToList();

    static IEnumerable<string> Find(string directory, string[] patterns, bool files)
    {
        if (patterns.Length == 0)
            (directory, patterns) = Split(directory);
        var ignoreCase = GlobbingCaseSensitivity switch
        {
            GlobbingCaseSensitivity.CaseSensitive => false,
            GlobbingCaseSensitivity.CaseInsensitive => true,
            _ => EnvironmentInfo.IsWin,
        };
        return Directory.Exists(directory)
            ? patterns.SelectMany(pattern => new GlobPattern(pattern, ignoreCase).Find(directory, files))
            : [];
    }

    static (string Directory, string[] Patterns) Split(AbsolutePath definition)
    {
        var directory = AbsolutePathExtensions.Ancestors(definition).First(x => !x.ToString().Contains('*'));
        return (directory, [directory.GetRelativePathTo(definition)]);
    }
}

/// <summary>Whether upper and lower case are the same; Auto: on Windows.</summary>
public enum GlobbingCaseSensitivity
{
    Auto,
    CaseSensitive,
    CaseInsensitive,
}

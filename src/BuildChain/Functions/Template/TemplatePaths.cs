using BuildChain.Bake;

namespace BuildChain.Functions;

/// <summary>Paths that a template names: relative to its directory, in it, also with all links followed.</summary>
sealed class TemplatePaths(string templatePath, TemplateProblems problems)
{
    const int LongestPath = 1024;
    const int MostListings = 100;
    readonly string root = Path.GetDirectoryName(templatePath) ?? templatePath;
    readonly Dictionary<string, string?> checkedDirectories = new(StringComparer.Ordinal);
    string? realRoot;

    /// <summary>An existing directory, absolute; null with an error reported.</summary>
    /// <param name="what">The property that names it.</param>
    public string? Directory(string text, SourcePosition position, string what)
    {
        // Hundreds of functions may share a directory; an error is wanted at each.
        if (checkedDirectories.TryGetValue(text, out var known) && known is not null)
            return known;

        var accepted = $"A directory below the template's, such as {what}: functions/echo.";
        if (Locate(text, root, position, what, accepted) is not { } path)
            return null;
        if (System.IO.Directory.Exists(path))
            return checkedDirectories[text] = Inside(path, RealRoot, text, position, what, accepted) ? path : null;

        problems.Error(
            position,
            File.Exists(path) ? $"{what} {text.Quoted()} is a file." : $"{what} {text.Quoted()} does not exist.",
            File.Exists(path) ? $"{accepted} Unpack an archive first." : Missing(path, accepted));
        return null;
    }

    /// <summary>An existing file in a directory that was checked before; absolute; null with an error reported.</summary>
    public string? FileIn(string directory, string text, SourcePosition position, string what)
    {
        const string Accepted = "A file in DockerContext, such as Dockerfile: Dockerfile.";
        if (Locate(text, directory, position, what, Accepted) is not { } path)
            return null;
        if (!File.Exists(path))
        {
            problems.Error(position, $"{what} {text.Quoted()} does not exist in {directory}.", Missing(path, Accepted));
            return null;
        }

        return Inside(path, LocalPath.Real(directory), text, position, what, Accepted) ? path : null;
    }

    string RealRoot => realRoot ??= LocalPath.Real(root);

    string? Locate(string text, string directory, SourcePosition position, string what, string accepted)
    {
        if (text.Contains("://", StringComparison.Ordinal))
            problems.Error(
                position, $"{what} {text.Quoted()} is not on this machine.", $"{accepted} What is in S3 or elsewhere is downloaded first.");
        else if (text.Length > LongestPath || !LegalNames.IsPlain(text))
            problems.Error(
                position, $"{what} {text.Quoted()} is not a path that is taken.",
                $"{accepted} Without quotes, backslashes, '${{' and control characters.");
        else if (Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, directory)) is var path && IsWithin(path, directory))
            return path;
        else
            problems.Error(position, $"{what} {text.Quoted()} leaves {directory}.", accepted);
        return null;
    }

    // A link inside the directory may lead out of it.
    bool Inside(string path, string realDirectory, string text, SourcePosition position, string what, string accepted)
    {
        try
        {
            if (IsWithin(LocalPath.Real(path), realDirectory))
                return true;
            problems.Error(
                position, $"{what} {text.Quoted()} leads through a link to {LocalPath.Real(path)}, out of {realDirectory}.", accepted);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Error(position, $"{what} {text.Quoted()} cannot be followed: {e.Message}", accepted);
        }

        return false;
    }

    // A template may stand in the root directory of a container.
    static bool IsWithin(string path, string directory) => directory == Path.GetPathRoot(directory) || LocalPath.IsWithin(path, directory);

    string Missing(string path, string accepted)
    {
        if (problems.ErrorCount > MostListings)
            return accepted;

        var parent = Path.GetDirectoryName(path);
        while (parent is not null && !System.IO.Directory.Exists(parent))
            (path, parent) = (parent, Path.GetDirectoryName(parent));
        try
        {
            var there = parent is null ? [] : System.IO.Directory.EnumerateFileSystemEntries(parent)
                .Select(entry => Path.GetFileName(entry)).Where(LegalNames.IsPlain).Order(StringComparer.Ordinal).ToList();
            return there.Count == 0 ? accepted : $"{accepted} {problems.Known(Path.GetFileName(path), there, $"In {parent}: ")}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return accepted;
        }
    }
}

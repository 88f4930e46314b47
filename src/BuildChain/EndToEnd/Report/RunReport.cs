namespace BuildChain.EndToEnd;

/// <summary>Writes the files of a report.</summary>
public static class RunReport
{
    /// <summary>Of one run, into its own folder: <c>run.json</c> and <c>junit.xml</c>.</summary>
    public static void Write(RunResult run)
    {
        Directory.CreateDirectory(run.Directory);
        AtomicFile.Write(Path.Combine(run.Directory, "run.json"), RunJsonFile.Render(run));
        AtomicFile.Write(Path.Combine(run.Directory, "junit.xml"), JUnitFile.Render(run));
    }

    /// <summary>Of all runs of a command: the page.</summary>
    public static void WritePage(string path, IReadOnlyList<RunResult> runs, DateTimeOffset started)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var logs = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        AtomicFile.Write(path, HtmlPage.Render(runs, started, Lines, folder));

        IReadOnlyList<string> Lines(ContainerLog log) => logs.TryGetValue(log.File, out var lines) ? lines : logs[log.File] = Read(log.File);
    }

    // A report about what went wrong must not fail for a file that this very thing left out.
    static string[] Read(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException e)
        {
            return [$"This log cannot be read: {e.Message}"];
        }
    }
}

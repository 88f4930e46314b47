using System.Globalization;
using BuildChain.Locking;

namespace BuildChain.EndToEnd;

/// <summary>The folder of a run's files, empty at the start; a run of the same profile at the same time gets another.</summary>
public sealed class ReportFolder : IDisposable
{
    readonly FileLock _held;

    ReportFolder(string path, FileLock held) => (Path, _held) = (path, held);

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Takes <c>&lt;parent&gt;/&lt;name&gt;</c>, else <c>&lt;name&gt;-2</c> and so on, and removes what an earlier run wrote there.</summary>
    public static ReportFolder Take(string parent, string name)
    {
        Directory.CreateDirectory(parent);
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
            if (FileLock.TryAcquire(System.IO.Path.Combine(parent, $".{candidate}.lock"), LockMode.Exclusive) is not { } held)
                continue;
            try
            {
                return new ReportFolder(Emptied(System.IO.Path.Combine(parent, candidate)), held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
    }

    static string Emptied(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            Directory.CreateDirectory(path);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildChainException($"The report of an earlier run at {path} cannot be removed: {e.Message}", "Remove it as its owner, perhaps with sudo.", e);
        }
    }

    public void Dispose() => _held.Dispose();
}

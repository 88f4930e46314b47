using System.Globalization;
using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.Compose;

/// <summary>Finds out who has a port, as far as this user can see.</summary>
static class PortHolder
{
    const string Listening = "0A";

    static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary><c>container x of project y</c>, or <c>nginx (pid 12)</c>; null when it cannot be known.</summary>
    public static async Task<string?> FindAsync(EngineConnection engine, int port, CancellationToken cancellationToken)
        => await ContainerAsync(engine, port, cancellationToken) ?? (OperatingSystem.IsLinux() ? Program(port) : null);

    static async Task<string?> ContainerAsync(EngineConnection engine, int port, CancellationToken cancellationToken)
    {
        var result = await ProcessRunner.TryRunAsync(
            engine.Docker("container", "ls", "--filter", $"publish={port}", "--format", "{{.Names}}\t{{.Label \"com.docker.compose.project\"}}"), cancellationToken);
        var fields = result.Output.Split('\n')[0].Split('\t');
        return !result.Succeeded || fields[0].Length == 0 ? null
            : fields.Length > 1 && fields[1].Length > 0 ? $"the container {fields[0]} of project '{fields[1]}'"
            : $"the container {fields[0]}";
    }

    static string? Program(int port)
    {
        var sockets = Tables.SelectMany(table => Sockets(table, port)).Select(inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        if (sockets.Count == 0)
            return null;
        var owner = Directory.EnumerateDirectories("/proc").FirstOrDefault(process => char.IsAsciiDigit(Path.GetFileName(process)[0]) && Has(process, sockets));
        return owner is null ? null : $"{File.ReadAllText(Path.Combine(owner, "comm")).Trim()} (pid {Path.GetFileName(owner)})";
    }

    // Columns: number, local address:port (hexadecimal), remote, state, …, inode in the tenth.
    static IEnumerable<string> Sockets(string table, int port)
    {
        var local = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return from line in File.Exists(table) ? File.ReadLines(table).Skip(1) : []
               let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where columns.Length > 9 && columns[1].EndsWith(local, StringComparison.Ordinal) && columns[3] == Listening
               select columns[9];
    }

    static bool Has(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It ended, or is somebody else's.
        }
    }
}

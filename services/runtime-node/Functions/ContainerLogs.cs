using System.Collections.Concurrent;
using System.Text;

namespace Esb.RuntimeNode.Functions;

/// <summary>
/// What containers write: their shims append it to a file each, from where it goes on as lines of the node's own log. The files
/// stay short, and go with their containers.
/// </summary>
sealed class ContainerLogs(ILoggerFactory loggers) : BackgroundService
{
    const int TailBytes = 16 * 1024;
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    readonly ILogger _log = loggers.CreateLogger("function");
    readonly ConcurrentDictionary<string, ContainerLogFile> _files = new(StringComparer.Ordinal);

    /// <summary>Makes ready for a container; returns where its shim is to write to.</summary>
    public string Open(string container)
    {
        Directory.CreateDirectory(NodeSettings.Logs);
        _files[container] = new ContainerLogFile(Path(container));
        return "file://" + Path(container);
    }

    /// <summary>The last lines; empty when there are none.</summary>
    public static async Task<string> TailAsync(string container, int lines, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = ContainerLogFile.Open(Path(container), FileAccess.Read);
            file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
            using var reader = new StreamReader(file, Encoding.UTF8);
            var text = (await reader.ReadToEndAsync(cancellationToken)).TrimEnd('\n').Split('\n');
            return string.Join('\n', text.TakeLast(lines));
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Passes on what is left, and removes the file.</summary>
    public void Close(string container)
    {
        if (_files.TryRemove(container, out var file))
        {
            PassOn(container, file, toTheEnd: true);
            File.Delete(Path(container));
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var (container, file) in _files)
                PassOn(container, file, toTheEnd: false);
            await Task.Delay(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static string Path(string container) => System.IO.Path.Combine(NodeSettings.Logs, container + ".log");

    void PassOn(string container, ContainerLogFile file, bool toTheEnd)
    {
        KeyValuePair<string, object?>[] fields = [new("container", container)];
        var dropped = file.Read(toTheEnd, line => _log.Log(LogLevel.Information, default, fields, null, (_, _) => line));
        if (dropped > 0)
            _log.LogWarning("{Container} writes more than can be passed on: {Bytes} bytes of its output are dropped", container, dropped);
    }
}

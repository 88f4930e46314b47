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
    const long LongestFile = 1 << 20;
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    readonly ILogger _log = loggers.CreateLogger("function");
    readonly ConcurrentDictionary<string, Reader> _readers = new(StringComparer.Ordinal);

    /// <summary>Makes ready for a container; returns where its shim is to write to.</summary>
    public string Open(string container)
    {
        Directory.CreateDirectory(NodeSettings.Logs);
        _readers[container] = new Reader(Path(container));
        return "file://" + Path(container);
    }

    /// <summary>The last lines; empty when there are none.</summary>
    public static async Task<string> TailAsync(string container, int lines, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = Reader.OpenFile(Path(container), FileAccess.Read);
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
        if (_readers.TryRemove(container, out var reader))
        {
            PassOn(container, reader, toTheEnd: true);
            File.Delete(Path(container));
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var (container, reader) in _readers)
                PassOn(container, reader, toTheEnd: false);
            await Task.Delay(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static string Path(string container) => System.IO.Path.Combine(NodeSettings.Logs, container + ".log");

    void PassOn(string container, Reader reader, bool toTheEnd)
    {
        KeyValuePair<string, object?>[] fields = [new("container", container)];
        foreach (var line in reader.Read(toTheEnd))
            _log.Log(LogLevel.Information, default, fields, null, (_, _) => line);
    }

    /// <summary>Reads a growing file line by line, and starts it anew when it is long: its writer appends.</summary>
    sealed class Reader(string path)
    {
        readonly Lock _lock = new();
        long _position;

        public static FileStream OpenFile(string path, FileAccess access) => new(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);

        public string[] Read(bool toTheEnd)
        {
            lock (_lock)
            {
                try
                {
                    using var file = OpenFile(path, FileAccess.ReadWrite);
                    var bytes = new byte[Math.Min(file.Length - _position, LongestFile)];
                    file.Seek(_position, SeekOrigin.Begin);
                    file.ReadExactly(bytes);
                    var length = toTheEnd ? bytes.Length : Array.LastIndexOf(bytes, (byte)'\n') + 1;
                    _position += length;
                    Shorten(file);
                    return Encoding.UTF8.GetString(bytes.AsSpan(0, length)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                }
                catch (IOException)
                {
                    // The container has not written yet.
                    return [];
                }
            }
        }

        void Shorten(FileStream file)
        {
            if (file.Length < LongestFile || (_position < file.Length && file.Length < 2 * LongestFile))
                return;
            file.SetLength(0);
            _position = 0;
        }
    }
}

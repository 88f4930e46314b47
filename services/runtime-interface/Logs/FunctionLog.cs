using System.Globalization;
using System.Text;
using Esb.RuntimeInterface.Processes;

namespace Esb.RuntimeInterface.Logs;

/// <summary>The function's log: what it writes, framed by the lines that Lambda adds. Lines belong to the latest invocation.</summary>
sealed class FunctionLog(ContainerLog log)
{
    volatile Frame? _frame;

    /// <summary>What follows belongs to no invocation: a new runtime starts.</summary>
    public void Reset() => _frame = null;

    /// <summary>What follows belongs to this invocation.</summary>
    /// <param name="tail">Also gets every line, when the caller asked for the log's end.</param>
    public void Start(string requestId, LogTail? tail)
    {
        _frame = new Frame(requestId, tail);
        WritePlatform($"START RequestId: {requestId} Version: $LATEST");
    }

    /// <summary>Writes a line of the function's own output.</summary>
    public void Write(OutputStream stream, ReadOnlySpan<byte> line)
    {
        var frame = _frame;
        var text = Encoding.UTF8.GetString(line);
        log.Write("info", ContainerLog.Function, text, frame?.RequestId, stream == OutputStream.Stdout ? "stdout" : "stderr");
        frame?.Tail?.Add(text);
    }

    /// <summary>Ends the invocation's frame. The duration is also what Lambda would bill, rounded up.</summary>
    /// <param name="status">Null, <c>timeout</c> or <c>error</c>.</param>
    public void End(Report report, string? status, string? errorType)
    {
        if (_frame is not { } frame)
            return;
        WritePlatform($"END RequestId: {frame.RequestId}");
        WritePlatform(report.Line(frame.RequestId, status, errorType));
    }

    /// <summary>Writes a line as Lambda itself would.</summary>
    public void WritePlatform(string line, string level = "info")
    {
        var frame = _frame;
        log.Write(level, ContainerLog.Platform, line, frame?.RequestId);
        frame?.Tail?.Add(line);
    }

    sealed record Frame(string RequestId, LogTail? Tail);
}

/// <summary>The numbers of a REPORT line.</summary>
/// <param name="MemoryUsed">MiB, at the highest; null when it is not known any more.</param>
/// <param name="Initialization">How long the runtime took to start, on its first invocation.</param>
sealed record Report(TimeSpan Duration, int MemorySize, int? MemoryUsed, TimeSpan? Initialization)
{
    /// <summary>The line, its parts separated by tabs.</summary>
    public string Line(string requestId, string? status, string? errorType)
    {
        var line = new StringBuilder();
        void Add(FormattableString part) => line.Append(FormattableString.Invariant(part)).Append('\t');
        Add($"REPORT RequestId: {requestId}");
        Add($"Duration: {Duration.TotalMilliseconds:0.00} ms");
        Add($"Billed Duration: {Math.Ceiling((Duration + (Initialization ?? TimeSpan.Zero)).TotalMilliseconds):0} ms");
        Add($"Memory Size: {MemorySize} MB");
        if (MemoryUsed is { } memory)
            Add($"Max Memory Used: {memory} MB");
        if (Initialization is { } init)
            Add($"Init Duration: {init.TotalMilliseconds:0.00} ms");
        if (status is not null)
            Add($"Status: {status}");
        if (errorType is not null)
            Add($"Error Type: {errorType}");
        return line.ToString();
    }
}

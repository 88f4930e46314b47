using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Nuke.Common.Tooling;

/// <summary>An operating system process whose output is collected, filtered and logged line by line.</summary>
sealed class ToolProcess : IProcess
{
    readonly Process _process;
    readonly Func<string, string> _filter;
    readonly int? _timeout;
    readonly ConcurrentQueue<Output> _output = new();

    ToolProcess(Process process, Func<string, string> filter, int? timeout)
        => (_process, _filter, _timeout) = (process, filter, timeout);

    public string FileName => _process.StartInfo.FileName;

    public string Arguments => _filter(_process.StartInfo.Arguments);

    public string WorkingDirectory => _process.StartInfo.WorkingDirectory;

    public IReadOnlyCollection<Output> Output => _output;

    public int ExitCode => _process.ExitCode;

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    public static ProcessStartInfo StartInfo(
        string toolPath,
        string arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string> environment)
    {
        var info = new ProcessStartInfo(toolPath, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (environment == null)
            return info;

        // Given variables are all that the process sees.
        info.Environment.Clear();
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return info;
    }

    public static IProcess Start(ProcessStartInfo info, int? timeout, Action<OutputType, string> logger, Func<string, string> filter)
    {
        var process = new ToolProcess(new Process { StartInfo = info }, filter, timeout);
        process._process.OutputDataReceived += (_, e) => process.Receive(OutputType.Std, e.Data, logger);
        process._process.ErrorDataReceived += (_, e) => process.Receive(OutputType.Err, e.Data, logger);
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    public void Kill() => _process.Kill();

    public bool WaitForExit()
    {
        if (_process.WaitForExit(_timeout ?? Timeout.Infinite))
            return true;
        _process.Kill();
        return false;
    }

    public void Dispose() => _process.Dispose();

    void Receive(OutputType type, string line, Action<OutputType, string> logger)
    {
        if (line == null)
            return;
        var text = _filter(line);
        _output.Enqueue(new Output { Type = type, Text = text });
        logger?.Invoke(type, text);
    }
}

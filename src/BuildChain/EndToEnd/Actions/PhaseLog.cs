using BuildChain.Processes;

namespace BuildChain.EndToEnd;

/// <summary>The full output of one phase's programs: a file of the run, and line by line to who watches.</summary>
sealed class PhaseLog : IDisposable
{
    readonly StreamWriter _file;
    readonly Action<string> _say;
    readonly Lock _lock = new();

    public PhaseLog(RunContext run, string name)
    {
        Path = System.IO.Path.Combine(run.Directory, $"{name}.log");
        _say = run.Say;
        _file = new StreamWriter(Path, append: false) { AutoFlush = true };
    }

    public string Path { get; }

    public void Line(string text)
    {
        lock (_lock)
            _file.WriteLine(text);
        if (!string.IsNullOrWhiteSpace(text))
            _say(text);
    }

    /// <summary>Runs a program with its lines going here; any exit code is a result.</summary>
    public Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
            _file.WriteLine($"> {request.CommandLine}");
        return ProcessRunner.TryRunAsync(request with { OnLine = line => Line(line.Text) }, cancellationToken);
    }

    public void Dispose()
    {
        lock (_lock)
            _file.Dispose();
    }
}

namespace BuildChain.Processes;

/// <summary>A program ended with an exit code other than 0, or could not be started.</summary>
public sealed class ProcessFailedException : BuildChainException
{
    const int TailLines = 20;

    public ProcessFailedException(ProcessResult result)
        : base(Describe(result), result.Request.Remedy)
        => (Request, ExitCode) = (result.Request, result.ExitCode);

    public ProcessFailedException(ProcessRequest request, Exception cause)
        : base($"Could not start '{request.Executable}': {cause.Message}\n  command:   {request.CommandLine}", request.Remedy, cause)
        => Request = request;

    public ProcessRequest Request { get; }

    /// <summary>Null when the program was never started.</summary>
    public int? ExitCode { get; }

    static string Describe(ProcessResult result)
    {
        var output = string.IsNullOrWhiteSpace(result.Error) ? result.Output : result.Error;
        var tail = output.Split('\n').TakeLast(TailLines).Select(line => $"  | {line.TrimEnd('\r')}");
        return $"""
            '{Path.GetFileName(result.Request.Executable)}' ended with exit code {result.ExitCode}
              command:   {result.Request.CommandLine}
              directory: {result.Request.WorkingDirectory ?? Environment.CurrentDirectory}
            {string.Join('\n', tail)}
            """.TrimEnd();
    }
}

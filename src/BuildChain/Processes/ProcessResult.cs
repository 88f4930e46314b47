namespace BuildChain.Processes;

/// <summary>A finished process. <see cref="Output"/> and <see cref="Error"/> are redacted and end without a line break.</summary>
public sealed record ProcessResult(ProcessRequest Request, int ExitCode, string Output, string Error, TimeSpan Duration)
{
    public bool Succeeded => ExitCode == 0;

    /// <exception cref="ProcessFailedException">The exit code is not 0.</exception>
    public ProcessResult EnsureSuccess() => Succeeded ? this : throw new ProcessFailedException(this);
}

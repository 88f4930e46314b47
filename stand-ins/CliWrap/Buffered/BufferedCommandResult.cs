namespace CliWrap.Buffered;

/// <summary>A finished command with all that it wrote.</summary>
public class BufferedCommandResult(
    int exitCode,
    DateTimeOffset startTime,
    DateTimeOffset exitTime,
    string standardOutput,
    string standardError) : CommandResult(exitCode, startTime, exitTime)
{
    public string StandardOutput { get; } = standardOutput;

    public string StandardError { get; } = standardError;

    public void Deconstruct(out int exitCode, out string standardOutput, out string standardError)
        => (exitCode, standardOutput, standardError) = (ExitCode, StandardOutput, StandardError);

    public static implicit operator string(BufferedCommandResult result) => result.StandardOutput;
}

using System.Text;
using CliWrap.Exceptions;

namespace CliWrap.Buffered;

/// <summary>Execution that keeps the output as text, on top of the pipes that the command already has.</summary>
public static class BufferedCommandExtensions
{
    public static CommandTask<BufferedCommandResult> ExecuteBufferedAsync(
        this Command command,
        CancellationToken cancellationToken = default)
        => command.ExecuteBufferedAsync(Encoding.Default, cancellationToken);

    public static CommandTask<BufferedCommandResult> ExecuteBufferedAsync(
        this Command command,
        Encoding encoding,
        CancellationToken cancellationToken = default)
        => command.ExecuteBufferedAsync(encoding, encoding, cancellationToken);

    public static CommandTask<BufferedCommandResult> ExecuteBufferedAsync(
        this Command command,
        Encoding standardOutputEncoding,
        Encoding standardErrorEncoding,
        CancellationToken cancellationToken = default)
        => command.ExecuteBufferedAsync(standardOutputEncoding, standardErrorEncoding, cancellationToken, CancellationToken.None);

    public static CommandTask<BufferedCommandResult> ExecuteBufferedAsync(
        this Command command,
        Encoding standardOutputEncoding,
        Encoding standardErrorEncoding,
        CancellationToken forcefulCancellationToken,
        CancellationToken gracefulCancellationToken)
    {
        var output = new StringBuilder();
        var error = new StringBuilder();
        var running = command
            .WithStandardOutputPipe(PipeTarget.Merge(command.StandardOutputPipe, PipeTarget.ToStringBuilder(output, standardOutputEncoding)))
            .WithStandardErrorPipe(PipeTarget.Merge(command.StandardErrorPipe, PipeTarget.ToStringBuilder(error, standardErrorEncoding)))
            .ExecuteAsync(forcefulCancellationToken, gracefulCancellationToken);
        return new CommandTask<BufferedCommandResult>(CompleteAsync(running, output, error), running.ProcessId);
    }

    static async Task<BufferedCommandResult> CompleteAsync(Task<CommandResult> running, StringBuilder output, StringBuilder error)
    {
        try
        {
            var result = await running;
            return new BufferedCommandResult(result.ExitCode, result.StartTime, result.ExitTime, output.ToString(), error.ToString());
        }
        catch (CommandExecutionException e)
        {
            var message = $"{e.Message}\n\nStandard error:\n{error.ToString().Trim()}";
            throw new CommandExecutionException(e.Command, e.ExitCode, message, e);
        }
    }
}

using CliWrap.Exceptions;

namespace CliWrap;

public partial class Command
{
    // How long a killed process may take to disappear before waiting for it is given up.
    static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(3);

    public CommandTask<CommandResult> ExecuteAsync(CancellationToken cancellationToken = default)
        => ExecuteAsync(cancellationToken, CancellationToken.None);

    /// <summary>Starts the program at once: failing to start throws here, not from the task.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program or the directory is missing, or may not be used.</exception>
    public CommandTask<CommandResult> ExecuteAsync(
        CancellationToken forcefulCancellationToken,
        CancellationToken gracefulCancellationToken)
    {
        var process = RunningProcess.Start(this);
        return new CommandTask<CommandResult>(
            CompleteAsync(process, forcefulCancellationToken, gracefulCancellationToken),
            process.Id);
    }

    async Task<CommandResult> CompleteAsync(RunningProcess process, CancellationToken forceful, CancellationToken graceful)
    {
        using (process)
        {
            await PipeUntilExitAsync(process, forceful, graceful);
            forceful.ThrowIfRequested($"{process} was killed");
            graceful.ThrowIfRequested($"{process} was interrupted");

            if (process.ExitCode != 0 && Validation.HasFlag(CommandResultValidation.ZeroExitCode))
                throw new CommandExecutionException(this, process.ExitCode, DescribeFailure(process));

            return new CommandResult(process.ExitCode, process.StartTime, process.ExitTime);
        }
    }

    async Task PipeUntilExitAsync(RunningProcess process, CancellationToken forceful, CancellationToken graceful)
    {
        using var giveUp = new CancellationTokenSource();
        using var endOfInput = CancellationTokenSource.CreateLinkedTokenSource(forceful);
        await using var killing = forceful.Register(() =>
        {
            giveUp.CancelAfter(KillTimeout);
            process.Kill();
        });
        await using var interrupting = graceful.Register(process.Interrupt);

        // Output and error may be held open by a grandchild after the process itself has ended, and are read to their end.
        var pipes = Task.WhenAll(
            process.FeedInputAsync(StandardInputPipe, endOfInput.Token),
            RunningProcess.DrainAsync(process.Output, StandardOutputPipe, forceful),
            RunningProcess.DrainAsync(process.Error, StandardErrorPipe, forceful));
        try
        {
            await process.WaitForExitAsync(giveUp.Token);
            await endOfInput.CancelAsync();
            await pipes;
        }
        catch (OperationCanceledException e) when (giveUp.IsCancellationRequested && e.CancellationToken == giveUp.Token)
        {
            throw new TimeoutException($"{process} was killed, but still runs after {KillTimeout.TotalSeconds} seconds.", e);
        }
        catch (OperationCanceledException e) when (e.CancellationToken == endOfInput.Token || e.CancellationToken == forceful)
        {
            // Either the input outlived the process, which is no failure, or the caller reports the cancellation.
        }
    }

    string DescribeFailure(RunningProcess process)
        => $"""
            {process} ended with exit code {process.ExitCode}.

            Command:
            {this}

            Any exit code is accepted with {nameof(WithValidation)}({nameof(CommandResultValidation)}.{nameof(CommandResultValidation.None)}).
            """;
}

static class CancellationTokenExtensions
{
    public static void ThrowIfRequested(this CancellationToken token, string reason)
    {
        if (token.IsCancellationRequested)
            throw new OperationCanceledException($"The command was cancelled: {reason}.", token);
    }
}

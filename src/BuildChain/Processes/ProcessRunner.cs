using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using CliWrap;

namespace BuildChain.Processes;

/// <summary>The one place that starts processes. Cancellation interrupts the program first and kills it after five seconds.</summary>
public static class ProcessRunner
{
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <exception cref="ProcessFailedException">The program cannot be started or its exit code is not 0.</exception>
    public static async Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken = default)
        => (await TryRunAsync(request, cancellationToken)).EnsureSuccess();

    /// <summary>As <see cref="RunAsync"/>, but any exit code is a result.</summary>
    /// <exception cref="ProcessFailedException">The program cannot be started.</exception>
    public static async Task<ProcessResult> TryRunAsync(ProcessRequest request, CancellationToken cancellationToken = default)
    {
        var output = new StringBuilder();
        var error = new StringBuilder();
        var command = Cli.Wrap(request.Executable)
            .WithArguments(request.Arguments)
            .WithWorkingDirectory(request.WorkingDirectory ?? Environment.CurrentDirectory)
            .WithEnvironmentVariables(request.Environment)
            .WithStandardInputPipe(request.Input is null ? PipeSource.Null : PipeSource.FromString(request.Input))
            .WithStandardOutputPipe(LinesInto(output, request, isError: false))
            .WithStandardErrorPipe(LinesInto(error, request, isError: true))
            .WithValidation(CommandResultValidation.None);

        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var kill = new CancellationTokenSource();
        await using var registration = cancellationToken.Register(() => kill.CancelAfter(Grace));
        var watch = Stopwatch.StartNew();
        try
        {
            var result = await command.ExecuteAsync(kill.Token, interrupt.Token);
            return new ProcessResult(request, result.ExitCode, Text(output), Text(error), watch.Elapsed);
        }
        catch (Exception e) when (e is Win32Exception or DirectoryNotFoundException or FileNotFoundException)
        {
            throw new ProcessFailedException(request, e);
        }
    }

    static PipeTarget LinesInto(StringBuilder buffer, ProcessRequest request, bool isError)
        => PipeTarget.ToDelegate(line =>
        {
            var text = Redaction.Apply(line, request.Secrets);
            if (request.KeepsOutput)
                buffer.Append(text).Append('\n');
            request.OnLine?.Invoke(new ProcessLine(text, isError));
        });

    static string Text(StringBuilder buffer) => buffer.ToString().TrimEnd('\n');
}

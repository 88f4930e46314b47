using System.Diagnostics;
using System.Globalization;

namespace BuildChain.Components.Tests;

public class RunCancellationTests
{
    [Theory]
    [InlineData("HUP", 129)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_the_runs_and_not_the_build(string signal, int exitCode)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var cancellation = new RunCancellation();
        var cancelled = new TaskCompletionSource();
        await using var registration = cancellation.Token.Register(() => cancelled.TrySetResult());

        using (Process.Start("kill", ["-s", signal, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]))
            await cancelled.Task;

        Assert.Equal(exitCode, RunCancellation.ExitCode(255));
    }
}

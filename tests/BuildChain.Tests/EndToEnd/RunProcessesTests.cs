using System.Diagnostics;
using BuildChain.EndToEnd;

namespace BuildChain.Tests.EndToEnd;

public sealed class RunProcessesTests : IDisposable
{
    readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_run_of_the_same_tag_elsewhere_keeps_its_programs()
    {
        if (!OperatingSystem.IsLinux())
            return; // Nothing is ended there.
        var (own, elsewhere) = (new RunStore(directory.At("own")), new RunStore(directory.At("elsewhere")));
        using var mine = Start(own);
        using var others = Start(elsewhere);
        try
        {
            Assert.Equal(1, RunProcesses.End(own, "e2e-same"));
            await mine.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.False(others.HasExited);
        }
        finally
        {
            others.Kill();
        }
    }

    static Process Start(RunStore store)
    {
        var start = new ProcessStartInfo("sleep", "60");
        start.Environment[RunProcesses.Variable] = RunProcesses.Mark(store, "e2e-same");
        return Process.Start(start)!;
    }
}

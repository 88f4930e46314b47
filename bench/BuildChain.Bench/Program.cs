using System.Runtime.InteropServices;
using BuildChain;
using BuildChain.Bench;
using BuildChain.Bench.Bakes;
using BuildChain.Bench.Reporting;

// Measures the chain against plain buildx: progress on standard error, one table on standard output, JSON in artifacts/bench.
using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext context)
{
    context.Cancel = true; // Clean up first.
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    if (args is [BakeChild.Command, .. var rest])
        return await BakeChild.RunAsync(rest, stop.Token);

    var figures = await new BenchRunner(BenchOptions.Parse(args)).RunAsync(stop.Token);
    Console.WriteLine();
    Console.Write(BenchTable.Render(figures));
    return figures.Any(figure => figure.Failed) ? 1 : 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("stopped");
    return 130;
}
catch (BuildChainException e)
{
    Console.Error.WriteLine(e);
    return 1;
}

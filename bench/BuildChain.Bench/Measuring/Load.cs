using System.Diagnostics;

namespace BuildChain.Bench.Measuring;

/// <summary>Calls of something that answers, and what became of them.</summary>
static class Load
{
    /// <summary>One call after the other; each round's figure is its median, in seconds.</summary>
    /// <exception cref="BuildChainException">A call failed.</exception>
    public static async Task<OneClient> OneClientAsync(
        string name, int rounds, int callsPerRound, Func<CancellationToken, Task<bool>> call, Action<string> say, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var samples = await SideBySide.MeasureAsync(rounds, say, cancellationToken, new Side(name, async (_, token) =>
        {
            var round = new double[callsPerRound];
            for (var i = 0; i < callsPerRound; i++)
            {
                var start = Stopwatch.GetTimestamp();
                if (!await call(token))
                    throw new BuildChainException("A call failed at one client.");
                round[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }

            times.AddRange(round);
            return Median.Of(round);
        }));
        times.Sort();
        return new OneClient(samples, Median.Of(samples.Sides[name]), times[times.Count * 99 / 100]);
    }

    /// <summary>So many calls, by clients that each make one after the other.</summary>
    public static async Task<ManyClients> ManyClientsAsync(int clients, int calls, Func<CancellationToken, Task<bool>> call, CancellationToken cancellationToken)
    {
        var (next, failed) = (0, 0);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(
            async () =>
            {
                while (Interlocked.Increment(ref next) <= calls)
                {
                    if (!await call(cancellationToken))
                        Interlocked.Increment(ref failed);
                }
            },
            cancellationToken)));
        return new ManyClients(failed, calls / watch.Elapsed.TotalSeconds);
    }
}

/// <summary>What one client saw.</summary>
/// <param name="Median">Seconds.</param>
/// <param name="NinetyNine">Seconds, within which 99 of 100 calls were answered.</param>
sealed record OneClient(Samples Samples, double Median, double NinetyNine);

/// <summary>What many clients saw.</summary>
sealed record ManyClients(int Failed, double PerSecond);

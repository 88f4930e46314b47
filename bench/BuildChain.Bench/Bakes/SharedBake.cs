using System.Diagnostics;
using BuildChain.Bake;
using BuildChain.Cache;
using BuildChain.Processes;

namespace BuildChain.Bench.Bakes;

/// <summary>A bake as the chain runs it: planned, reading what was current, exporting into a staging directory, published.</summary>
/// <param name="directory">Where cache, switch lock and notes are; on one file system with nothing else in it.</param>
sealed class SharedBake(string directory)
{
    readonly List<string> complaints = [];

    public CacheStore Store => new(
        Path.Combine(directory, "cache"),
        new CacheStoreOptions { SwitchLock = Lock("switch"), OnEvent = e => Complain(e.ToString()) });

    /// <param name="targets">The targets that get a cache; null for those asked.</param>
    public async Task<BakeOutcome> RunAsync(BakeJob job, CancellationToken cancellationToken, IReadOnlyList<string>? targets = null)
    {
        var total = Stopwatch.StartNew();
        var plan = await BakePlanner.PlanAsync(job.Request, job.Docker, cancellationToken: cancellationToken);
        var (store, cache, output) = (Store, Stopwatch.StartNew(), "");
        var memory = new ExportMemory(Path.Combine(directory, "exports"));
        var made = TargetFingerprint.Of(plan);
        await using var session = await CacheSession.OpenAsync(
            store, (targets ?? job.Targets).Select(BenchRepository.Cache), made, memory, cancellationToken: cancellationToken);
        cache.Stop();
        try
        {
            await BakeOrchestrator.RunAsync(plan with { Request = plan.Request with { Cache = session.Entries } }, Execute, cancellationToken: cancellationToken);
        }
        catch (BakeFailedException e)
        {
            return new BakeOutcome(output, total.Elapsed.TotalSeconds, Complaint: e.Message);
        }

        cache.Start();
        foreach (var published in await session.PublishAsync(cancellationToken))
        {
            if (published.Outcome == PublishOutcome.Skipped)
                Complain(published.ToString());
            else if (published.Outcome != PublishOutcome.LeftToAnother)
                memory.Remember(store, published.Target, made[published.Target.Name]);
        }

        cache.Stop();
        return new BakeOutcome(output, total.Elapsed.TotalSeconds, cache.Elapsed.TotalSeconds, Complaint());

        async Task<BakeExecution> Execute(BakeInvocation call, CancellationToken token)
        {
            var request = new ProcessRequest(call.Executable, call.Arguments) { WorkingDirectory = call.WorkingDirectory, Environment = call.Environment };
            var result = await ProcessRunner.TryRunAsync(request, token);
            output = result.Error;
            return new BakeExecution(result.ExitCode, result.Error);
        }
    }

    string Lock(string name) => Path.Combine(directory, "locks", name);

    void Complain(string text)
    {
        lock (complaints)
            complaints.Add(text);
    }

    string? Complaint()
    {
        lock (complaints)
            return complaints.Count == 0 ? null : string.Join("; ", complaints);
    }
}

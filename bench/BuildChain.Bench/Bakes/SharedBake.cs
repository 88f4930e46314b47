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

    /// <summary>The same as a build does it: of bakes of one content at once, under whatever tags, only the first is run.</summary>
    /// <param name="targets">The targets that get a cache; null for those asked.</param>
    public async Task<BakeOutcome> RunOnceAsync(BakeJob job, CancellationToken cancellationToken, IReadOnlyList<string>? targets = null)
    {
        var total = Stopwatch.StartNew();
        var plan = await BakePlanner.PlanAsync(job.Request, job.Docker, cancellationToken: cancellationToken);
        var finished = new FinishedBakes(plan);
        BakeOutcome? baked = null;
        await finished.OnceAsync(() => finished.FindAsync(cancellationToken), BakeAsync, cancellationToken: cancellationToken);
        return baked ?? new BakeOutcome("", total.Elapsed.TotalSeconds);

        async Task<BakeResult> BakeAsync()
        {
            (baked, var result) = await RunAsync(plan, targets ?? job.Targets, total, cancellationToken);
            if (result is not null)
                await finished.RememberAsync(result, cancellationToken);
            return result ?? new BakeResult([], total.Elapsed);
        }
    }

    /// <param name="targets">The targets that get a cache; null for those asked.</param>
    public async Task<BakeOutcome> RunAsync(BakeJob job, CancellationToken cancellationToken, IReadOnlyList<string>? targets = null)
    {
        var total = Stopwatch.StartNew();
        var plan = await BakePlanner.PlanAsync(job.Request, job.Docker, cancellationToken: cancellationToken);
        return (await RunAsync(plan, targets ?? job.Targets, total, cancellationToken)).Outcome;
    }

    async Task<(BakeOutcome Outcome, BakeResult? Result)> RunAsync(BakePlan plan, IReadOnlyList<string> targets, Stopwatch total, CancellationToken cancellationToken)
    {
        var (store, cache, output) = (Store, Stopwatch.StartNew(), "");
        var memory = new ExportMemory(Path.Combine(directory, "exports"));
        var made = TargetFingerprint.Of(plan);
        await using var session = await CacheSession.OpenAsync(
            store, targets.Select(BenchRepository.Cache), made, memory, cancellationToken: cancellationToken);
        cache.Stop();
        BakeResult result;
        try
        {
            result = await BakeOrchestrator.RunAsync(plan with { Request = plan.Request with { Cache = session.Entries } }, Execute, cancellationToken: cancellationToken);
        }
        catch (BakeFailedException e)
        {
            return (new BakeOutcome(output, total.Elapsed.TotalSeconds, Complaint: e.Message), null);
        }

        cache.Start();
        foreach (var published in await session.PublishAsync(cancellationToken))
        {
            if (published.Outcome == PublishOutcome.Skipped)
                Complain(published.ToString());
            memory.Remember(published, made[published.Target.Name]);
        }

        cache.Stop();
        return (new BakeOutcome(output, total.Elapsed.TotalSeconds, cache.Elapsed.TotalSeconds, Complaint()), result);

        async Task<BakeExecution> Execute(BakeInvocation call, CancellationToken token)
        {
            var request = new ProcessRequest(call.Executable, call.Arguments) { WorkingDirectory = call.WorkingDirectory, Environment = call.Environment };
            var ended = await ProcessRunner.TryRunAsync(request, token);
            output = ended.Error;
            return new BakeExecution(ended.ExitCode, ended.Error);
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

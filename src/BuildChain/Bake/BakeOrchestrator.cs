using System.Diagnostics;

namespace BuildChain.Bake;

/// <summary>Runs a plan.</summary>
public static class BakeOrchestrator
{
    /// <summary>Questions to the build history that may run at once.</summary>
    const int ParallelQuestions = 4;

    /// <summary>How often buildx is run in all where the engine failed, not the build.</summary>
    const int Attempts = 4;

    /// <summary>Writes the override file, has buildx run, and reads what came out; once more where a fault of the engine's own ended it.</summary>
    /// <param name="execute">Starts the call and waits for it; shows the progress. A non-zero exit code is a result, not an exception.</param>
    /// <param name="onRetry">Told why buildx is run again.</param>
    /// <exception cref="BakeFailedException">buildx failed.</exception>
    /// <exception cref="BuildChainException">The plan has problems.</exception>
    public static async Task<BakeResult> RunAsync(
        BakePlan plan, Func<BakeInvocation, CancellationToken, Task<BakeExecution>> execute, Action<BakeFailedException>? onRetry = null,
        CancellationToken cancellationToken = default)
    {
        plan.EnsureSound();
        // Of every attempt: a step that ran in one that failed comes from the cache in the next, and was built by this bake all the same.
        var outputs = new List<string?>();
        while (true)
        {
            var run = BakeRunDirectory.Create(plan.Request.Root);
            try
            {
                return await RunOnceAsync(plan, run, execute, outputs, cancellationToken);
            }
            catch (BakeFailedException e) when (outputs.Count < Attempts && EngineFaults.IsPassing(e.Failure))
            {
                run.Remove();
                onRetry?.Invoke(e);
            }
            catch (OperationCanceledException)
            {
                run.Remove(); // There is nothing to look into.
                throw;
            }
        }
    }

    static async Task<BakeResult> RunOnceAsync(
        BakePlan plan, BakeRunDirectory run, Func<BakeInvocation, CancellationToken, Task<BakeExecution>> execute, List<string?> outputs,
        CancellationToken cancellationToken)
    {
        var root = plan.Request.Root;
        var contexts = plan.Request.Epoch is { } epoch ? FixedContexts.Of(plan, run.ContextsFolder, epoch) : FixedContexts.None;
        Directory.CreateDirectory(Path.Combine(root, run.ImagesFolder));
        var change = BakeOverride.For(plan, run.Name, contexts, run.ImagesFolder);
        await File.WriteAllTextAsync(Path.Combine(root, run.OverrideFile), change.Json, cancellationToken);
        var call = plan.Docker.CallBuildx([.. BakeArguments.For(plan, run.OverrideFile, change.Settings, run.MetadataFile).Skip(1)]);
        var invocation = new BakeInvocation(
            call.Executable, call.Arguments, root, BakeArguments.Environment(plan.Request, plan.Docker), plan.Request.Progress);

        var watch = Stopwatch.StartNew();
        var execution = await execute(invocation, cancellationToken);
        outputs.Add(execution.Output);
        if (execution.ExitCode == 0)
            await ImageArchives.LoadAsync(plan, run.ImagesFolder, cancellationToken);
        var duration = watch.Elapsed;
        if (execution.ExitCode != 0)
            throw BakeFailureReport.Exception(plan, await FailureAsync(plan, run, execution, cancellationToken), execution.ExitCode, run, change.Settings);

        var metadata = BakeMetadata.Read(await File.ReadAllTextAsync(Path.Combine(root, run.MetadataFile), cancellationToken));
        run.Remove();
        return new BakeResult(await ImagesAsync(plan, metadata, outputs, cancellationToken), duration);
    }

    static async Task<BakeFailure> FailureAsync(BakePlan plan, BakeRunDirectory run, BakeExecution execution, CancellationToken cancellationToken)
        => execution.Output is { } output ? PlainProgress.ReadFailure(output, [.. plan.Targets.Select(t => t.Name)])
            : await BuildHistory.FailureAsync(plan, run.Name, cancellationToken) ?? new BakeFailure();

    static async Task<IReadOnlyList<BakedImage>> ImagesAsync(
        BakePlan plan, IReadOnlyDictionary<string, BakeMetadata> metadata, List<string?> outputs, CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(ParallelQuestions);
        return await Task.WhenAll(plan.Targets
            .Where(t => t.Requested && metadata.ContainsKey(t.Name))
            .Select(t => ImageAsync(plan, t, metadata[t.Name], outputs, slots, cancellationToken)));
    }

    static async Task<BakedImage> ImageAsync(
        BakePlan plan, PlannedTarget target, BakeMetadata metadata, List<string?> outputs, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        var image = new BakedImage(target.Name, target.Images, metadata.Digest, metadata.ConfigDigest, Status: null, Duration: null, metadata.BuildRef);
        if ((metadata.ConfigDigest ?? metadata.Digest) is not { } digest)
            return image; // files, not an image: not worth a question
        var root = plan.Request.Root;
        var rebuilds = plan.Request.NoCache || target.Target.NoCache;
        if (!rebuilds && ImageMemory.IsKnown(root, target.Target, digest))
            return image with { Status = BakeStatus.Cached };

        var written = outputs[^1] is { } output ? PlainProgress.ReadRecord(output, plan, target) : null;
        // The history would say the same, in a process of its own for each target.
        if (!rebuilds && outputs.Count == 1 && written is { IsCached: true })
        {
            ImageMemory.Remember(root, target.Target, digest);
            return image with { Status = BakeStatus.Cached };
        }

        await slots.WaitAsync(cancellationToken);
        try
        {
            var record = (metadata.BuildRef is { } reference ? await BuildHistory.RecordAsync(plan, reference, cancellationToken) : null) ?? written;
            ImageMemory.Remember(root, target.Target, digest);
            // Without a history and on a terminal, an image that differs from the last one must have been built.
            var status = record is null || outputs.SkipLast(1).Contains(null) ? BakeStatus.Built
                : record.With(outputs.SkipLast(1).Select(earlier => PlainProgress.ReadRecord(earlier!, plan, target))).Status;
            return image with { Status = status, Duration = record?.Duration };
        }
        finally
        {
            slots.Release();
        }
    }
}

namespace BuildChain.EndToEnd;

/// <summary>Removes what killed runs left.</summary>
public static class RunClean
{
    /// <summary>Runs that live are left alone, and so are kept ones unless they are named.</summary>
    /// <param name="tags">Kept runs to remove as well; a name that is no run of this store is an error.</param>
    /// <param name="isElsewhere">Whether a run is on another engine than the one that is asked; such a run is left as it is, unless it is named.</param>
    /// <param name="teardown">As <see cref="IRunActions.TeardownAsync"/>.</param>
    /// <exception cref="BuildChainException">A named run lives or does not exist, or something could not be removed: the rest is removed all the same.</exception>
    public static async Task<RunCleaned> RunAsync(
        RunStore store, IReadOnlyCollection<string> tags, Func<RunRecord, bool> isElsewhere, Func<RunRecord, CancellationToken, Task> teardown,
        CancellationToken cancellationToken = default)
    {
        Check(store, tags);
        var (removed, kept, elsewhere, problems) = (new List<RunRecord>(), new List<RunRecord>(), new List<RunRecord>(), new List<string>());
        var handled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var lease in store.TakeDead())
        {
            using (lease)
            {
                handled.Add(lease.Record.Tag);
                if (!tags.Contains(lease.Record.Tag, StringComparer.Ordinal) && (lease.Record.Kept || isElsewhere(lease.Record)))
                {
                    (lease.Record.Kept ? kept : elsewhere).Add(lease.Record);
                    continue;
                }
                try
                {
                    await teardown(lease.Record, cancellationToken);
                    lease.Complete();
                    removed.Add(lease.Record);
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    problems.Add($"{lease.Record}: {BuildChainException.TextOf(e)}");
                }
            }
        }
        store.RemoveFreeLocks();
        var live = store.Records().Where(record => !handled.Contains(record.Tag)).ToList();
        problems.AddRange(live.Where(record => tags.Contains(record.Tag, StringComparer.Ordinal)).Select(record => $"{record}: it is under way; it removes itself when it ends"));
        return problems is []
            ? new RunCleaned(removed, kept, live, elsewhere)
            : throw new BuildChainException($"Not everything could be removed:\n{string.Join('\n', problems)}", "Look at the engine, then run ./build.sh E2EClean again.");
    }

    static void Check(RunStore store, IReadOnlyCollection<string> tags)
    {
        var known = store.Records().Select(record => record.Tag).ToList();
        foreach (var tag in tags.Where(tag => !known.Contains(tag, StringComparer.Ordinal)))
            throw new BuildChainException($"There is no run '{tag}' in {store.Directory}. Known are: {NearestName.Describe(tag, known)}");
    }
}

/// <summary>What a cleaning came to.</summary>
/// <param name="Kept">Runs that somebody kept.</param>
/// <param name="Running">Runs that are under way.</param>
/// <param name="Elsewhere">What killed runs left on other engines.</param>
public sealed record RunCleaned(
    IReadOnlyList<RunRecord> Removed, IReadOnlyList<RunRecord> Kept, IReadOnlyList<RunRecord> Running, IReadOnlyList<RunRecord> Elsewhere);

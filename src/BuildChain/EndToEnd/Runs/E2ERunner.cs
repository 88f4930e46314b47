namespace BuildChain.EndToEnd;

/// <summary>Several runs, at once or one after the other.</summary>
public static class E2ERunner
{
    /// <summary>Runs every profile; the results come in the profiles' order.</summary>
    /// <param name="execute">One run, with the token that ends it.</param>
    /// <param name="maxParallel">How many at once; 1 is one after the other.</param>
    /// <param name="failFast">The first run that fails ends the others, tidily.</param>
    public static async Task<IReadOnlyList<RunResult>> RunAsync(
        IReadOnlyList<E2EProfile> profiles, Func<E2EProfile, CancellationToken, Task<RunResult>> execute, int maxParallel, bool failFast,
        CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var slots = new SemaphoreSlim(Math.Max(1, maxParallel));
        return await Task.WhenAll(profiles.Select(profile => OneAsync(profile)));

        async Task<RunResult> OneAsync(E2EProfile profile)
        {
            await slots.WaitAsync(CancellationToken.None);
            try
            {
                // After a cancellation a run that waited for its turn ends at once, with that as its result.
                var result = await ResultAsync(profile);
                if (failFast && !result.Succeeded)
                    await stop.CancelAsync();
                return result;
            }
            finally
            {
                slots.Release();
            }
        }

        async Task<RunResult> ResultAsync(E2EProfile profile)
        {
            try
            {
                return await execute(profile, stop.Token);
            }
            catch (Exception e)
            {
                // The others, and the report of all, go on.
                return RunResult.Broken(profile, e);
            }
        }
    }
}

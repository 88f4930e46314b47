using BuildChain.Locking;

namespace BuildChain.Cache;

public sealed partial class CacheStore
{
    static readonly LockOptions LeaseWait = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Holds the current snapshot for reading until the result is disposed. Empty when there is none that can be used.</summary>
    public async Task<CacheRead> OpenAsync(string group, string target, CancellationToken cancellationToken = default)
    {
        var name = new CacheTarget(group, target);
        string? seen = null;
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var state = CurrentLink.Read(Paths, name);
                seen = state.Id;
                if (state.Id is null)
                {
                    if (state.Obstacle is not null)
                        Tell(CacheEventKind.BadContent, name, $"{state.Obstacle}; not used");

                    break;
                }

                if (await TryLeaseAsync(name, state.Id, cancellationToken) is { } read)
                    return read;
            }
        }
        catch (Exception e) when (IsCacheProblem(e))
        {
            Tell(CacheEventKind.Unusable, name, e.Message);
        }

        return new CacheRead(this, name, seen, null, null);
    }

    // Null: look at the link again.
    async Task<CacheRead?> TryLeaseAsync(CacheTarget target, string id, CancellationToken cancellationToken)
    {
        var directory = Paths.Snapshot(target, id);
        if (!Directory.Exists(directory))
        {
            if (CurrentLink.Read(Paths, target).Id != id)
                return null;

            Tell(CacheEventKind.BadContent, target, $"the snapshot {directory} that the link names is missing; not used");
            return new CacheRead(this, target, id, null, null);
        }

        FileLock? lease = null;
        try
        {
            lease = await FileLock.AcquireAsync(StorePaths.Lock(directory), LockMode.Shared, LeaseWait, cancellationToken);
            var layout = OciLayout.Check(directory, Options.VerifyDigests, cancellationToken);
            if (layout.IsValid)
                return new CacheRead(this, target, id, layout, lease);

            lease.Dispose();
            if (CurrentLink.Read(Paths, target).Id != id)
                return null;

            Tell(CacheEventKind.BadContent, target, $"{directory} is not used: {Problems(layout)}");
            return new CacheRead(this, target, id, null, null);
        }
        catch (BuildChainException) when (CurrentLink.Read(Paths, target).Id != id)
        {
            lease?.Dispose();
            return null;
        }
        catch
        {
            lease?.Dispose();
            throw;
        }
    }
}

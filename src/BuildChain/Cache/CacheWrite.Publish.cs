namespace BuildChain.Cache;

public sealed partial class CacheWrite
{
    async Task<PublishResult> PublishCoreAsync(CancellationToken cancellationToken)
    {
        var index = Path.Combine(StagingPath!, StorePaths.IndexName);
        if (!File.Exists(index))
            return Result(PublishOutcome.Skipped, "the build exported nothing");

        var layout = OciLayout.Check(StagingPath!, store.Options.VerifyDigests, cancellationToken);
        store.Step("verified");
        if (!layout.IsValid)
            return Result(PublishOutcome.Skipped, $"the export is not usable: {CacheStore.Problems(layout)}");

        if (layout.ManifestDigest == read.ManifestDigest && CurrentLink.Read(store.Paths, Target).Id == read.SeenId)
            return Result(PublishOutcome.Kept, "nothing changed") with { Snapshot = read.SeenId };

        Tidy(layout);
        store.Step("tidied");
        var newBytes = Share(layout, cancellationToken);
        Flush(index);
        Flush(Path.Combine(StagingPath!, "oci-layout"));
        store.Step("shared");
        var result = await SwitchAsync(layout, cancellationToken);
        return result with { NewBytes = result.Outcome == PublishOutcome.Published ? newBytes : 0 };
    }

    // Removes the exporter's leftovers and the seeded blobs that this export has no use for.
    void Tidy(OciLayout layout)
    {
        var keep = layout.Blobs.Select(blob => blob.RelativePath).ToHashSet();
        foreach (var blob in CacheStore.BlobFiles(StagingPath!).Where(blob => !keep.Contains(blob)))
            File.Delete(Path.Combine(StagingPath!, blob));

        foreach (var name in StorePaths.Names(StagingPath!))
        {
            var path = Path.Combine(StagingPath!, name);
            if (name is StorePaths.LockName or StorePaths.IndexName or "oci-layout" or "blobs")
                continue;

            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
    }

    long Share(OciLayout layout, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        foreach (var blob in layout.Blobs.Where(blob => !seeded.Contains(blob.Digest)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            bytes += store.Pool.TryShare(StagingPath!, blob) ? 0 : blob.Size;
        }

        return bytes;
    }

    // The exporter syncs blobs, but not these two: after a power cut the link must not name a layout without them.
    static void Flush(string file)
    {
        using var handle = File.OpenHandle(file, access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    async Task<PublishResult> SwitchAsync(OciLayout layout, CancellationToken cancellationToken)
    {
        await using var turn = await store.SwitchLockAsync($"publishing the cache {Target}", cancellationToken);
        store.Step("switch-locked");
        var current = CurrentLink.Read(store.Paths, Target);
        if (current.Obstacle is not null)
            SetAside(current.Obstacle);
        else if (current.Id is not null && current.Id != read.SeenId && Preferred(current.Id, layout) is { } preferred)
            return preferred;

        CurrentLink.Switch(store.Paths, Target, id, store.Step);
        store.Step("switched");
        return Result(PublishOutcome.Published, current.Id is null ? "the first snapshot" : "a new snapshot") with { Snapshot = id };
    }

    // The result when the snapshot that was published meanwhile should stay; null when it should not.
    PublishResult? Preferred(string currentId, OciLayout own)
    {
        var other = OciLayout.Check(store.Paths.Snapshot(Target, currentId));
        return !other.IsValid ? null
            : other.ManifestDigest == own.ManifestDigest ? Result(PublishOutcome.Kept, "another build published the same") with { Snapshot = currentId }
            : SnapshotId.IsNewer(currentId, id) ? Result(PublishOutcome.Kept, "a build that began later published first")
            : null;
    }

    void SetAside(string obstacle)
    {
        var link = store.Paths.Link(Target);
        var place = Path.Combine(store.Paths.Aside, $"{Target.Group}-{Target.Name}-{id}");
        Directory.CreateDirectory(store.Paths.Aside);
        if (new FileInfo(link) is { LinkTarget: null, Exists: true })
        {
            File.Move(link, place);
        }
        else if (Directory.Exists(link) && new FileInfo(link).LinkTarget is null)
        {
            Directory.Move(link, place);
        }
        else
        {
            CurrentLink.Delete(link);
            place = "removed";
        }

        store.Tell(CacheEventKind.SetAside, Target, $"{obstacle}; out of the way of the new snapshot: {place}");
    }
}

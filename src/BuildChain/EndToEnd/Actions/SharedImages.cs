using System.Security.Cryptography;
using System.Text;
using BuildChain.Bake;
using BuildChain.Engine;
using BuildChain.Images;
using BuildChain.Locking;

namespace BuildChain.EndToEnd;

/// <summary>Images that runs of the same sources have in common: the first one builds them, the others name them.</summary>
static class SharedImages
{
    /// <summary>A key of sixteen hexadecimal digits.</summary>
    public static string Key(IEnumerable<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..16];

    /// <summary>Takes the images of another run that has the same key, also when it is still building them; else builds, for others too.</summary>
    /// <exception cref="LockTimeoutException">The other run takes too long.</exception>
    public static async Task<IReadOnlyList<RunImage>> TakeOrBuildAsync(
        EngineConnection engine, RunStore store, RunContext run, LockOptions locks, Func<Task<IReadOnlyList<RunImage>>> build, CancellationToken cancellationToken)
    {
        if (Donor(store, run.Record) is { } there && await TakeAsync(engine, there, run, cancellationToken) is { } taken)
            return Note(run, taken);
        var path = store.BuildLockFile(run.Record.BuildKey);
        var patience = locks with { OnWait = wait => run.Say($"waiting for the same images, which are being built by {LockHolder.Describe(wait.Holders)}") };
        RunRecord? donor;
        await using (await FileLock.AcquireAsync(path, LockMode.Exclusive, patience, cancellationToken))
        {
            // It may have been built in the meantime. Naming needs no turn: others may do it at the same time.
            donor = Donor(store, run.Record);
            try
            {
                if (donor is null)
                    return Note(run, await build());
            }
            finally
            {
                File.Delete(path); // Whoever waits for it notices.
            }
        }
        return Note(run, await TakeAsync(engine, donor!, run, cancellationToken) ?? await build());
    }

    static RunRecord? Donor(RunStore store, RunRecord run)
        => store.Records().FirstOrDefault(other => other.Tag != run.Tag && other.BuildKey == run.BuildKey && other.Images.Count > 0);

    /// <summary>Null when the other run removes its images in this very moment.</summary>
    static async Task<IReadOnlyList<RunImage>?> TakeAsync(EngineConnection engine, RunRecord donor, RunContext run, CancellationToken cancellationToken)
    {
        run.Say($"the images are those of {donor.Tag}");
        var images = donor.Images.Select(image => (image.Reference, Name: $"{ImageReference.Parse(image.Reference).Repository}:{run.Record.Tag}", image.Digest)).ToList();
        return await EngineImages.TryTagAsync(DockerCli.Of(engine), [.. images.Select(image => (image.Reference, image.Name))], cancellationToken)
            ? [.. images.Select(image => new RunImage(image.Name, image.Digest, "shared"))] : null;
    }

    static IReadOnlyList<RunImage> Note(RunContext run, IReadOnlyList<RunImage> images)
    {
        run.Lease!.Update(record => record with { Images = images });
        return images;
    }
}

using System.Text.Json.Nodes;
using BuildChain.Locking;
using BuildChain.Processes;

namespace BuildChain.Bake;

public sealed partial class FinishedBakes
{
    const string Turns = $"{BrandNames.Folder}/bake/turns";

    /// <summary>Finds or bakes; where another process is at a bake of the same content, under whatever tags, waits for that and takes its images.</summary>
    /// <param name="find">What an earlier bake gave, usually <see cref="FindAsync"/>; null for a bake.</param>
    /// <param name="bake">Bakes and remembers.</param>
    /// <param name="locks">How to wait. A wait that takes too long is given up, and so is one that brought no images: then this process bakes, too.</param>
    /// <param name="onGivenUp">Told why there is no waiting for the other process.</param>
    public async Task<BakeResult> OnceAsync(
        Func<Task<BakeResult?>> find, Func<Task<BakeResult>> bake, LockOptions? locks = null, Action<Exception>? onGivenUp = null,
        CancellationToken cancellationToken = default)
    {
        if (await find() is { } known)
            return known;
        if (fingerprint is null)
            return await bake();

        var path = Path.Combine(plan.Request.Root, Turns, $"{fingerprint}.lock");
        using var turn = Try(() => TryTake(path, locks));
        if (turn is null)
            await WaitAsync(path, locks, onGivenUp, cancellationToken);
        try
        {
            return await find() ?? await bake();
        }
        finally
        {
            // Whoever waits for this very file notices (FileLock).
            if (turn is not null)
                File.Delete(path);
        }
    }

    static FileLock? TryTake(string path, LockOptions? locks)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return FileLock.TryAcquire(path, LockMode.Exclusive, locks);
    }

    static async Task WaitAsync(string path, LockOptions? locks, Action<Exception>? onGivenUp, CancellationToken cancellationToken)
    {
        try
        {
            // Shared: all who wait go on at once.
            using var done = await FileLock.AcquireAsync(path, LockMode.Shared, locks, cancellationToken);
            // Made anew by the question: its holder has deleted it.
            File.Delete(path);
        }
        catch (Exception e) when (e is LockTimeoutException or BuildChainException or IOException or UnauthorizedAccessException)
        {
            onGivenUp?.Invoke(e);
        }
    }

    static T? Try<T>(Func<T?> action)
        where T : class
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is BuildChainException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static string WithoutTags(string printed)
    {
        var model = JsonNode.Parse(printed)!;
        foreach (var (_, target) in model["target"]!.AsObject())
            target!.AsObject().Remove("tags");
        return model.ToJsonString();
    }

    /// <summary>The same under the tags of this bake; null when its targets are others.</summary>
    Memory? Renamed(Memory memory)
    {
        var names = plan.Targets.ToDictionary(target => target.Name, target => target.Images, StringComparer.Ordinal);
        if (!memory.Result.All(image => image.References.Count > 0 && names.GetValueOrDefault(image.Target) is { Count: > 0 }))
            return null;
        var images = foreign.ToDictionary(name => name, name => memory.Images[name], StringComparer.Ordinal);
        foreach (var (name, id) in memory.Result.SelectMany(image => names[image.Target].Select(name => (name, memory.Id(image)))))
            images[name] = id;
        return memory with { Result = [.. memory.Result.Select(image => image with { References = names[image.Target] })], Images = images };
    }
}

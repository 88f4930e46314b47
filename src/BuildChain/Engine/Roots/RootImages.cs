using System.Collections.Concurrent;
using System.Diagnostics;
using BuildChain.Engine.Roots;
using BuildChain.Locking;
using BuildChain.Processes;

namespace BuildChain.Engine;

/// <summary>How the root image of the build is there.</summary>
public enum RootImageState
{
    /// <summary>The engine has it.</summary>
    Present,

    /// <summary>The engine does not have it, a registry does: BuildKit pulls it when it builds.</summary>
    Pullable,

    /// <summary>It was made from Debian packages just now.</summary>
    Bootstrapped,
}

/// <summary>What root image is wanted and how.</summary>
/// <param name="Reference">For instance <c>debian:bookworm-slim</c>.</param>
public sealed record RootImageRequest(string Reference = "debian:bookworm-slim")
{
    /// <summary>How long a registry may take to say whether it has the image; 0 asks none, as on an air-gapped machine.</summary>
    public TimeSpan RegistryTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for another build that makes a root image.</summary>
    public TimeSpan LockTimeout { get; init; } = LockOptions.Default.Timeout;

    /// <summary>Make the image anew even when it is present or pullable.</summary>
    public bool Force { get; init; }

    /// <summary>Where working directories are made; they need 1 GB for a while. Null chooses memory when there is plenty, else the temporary directory.</summary>
    public string? WorkDirectory { get; init; }

    /// <summary>The files apt reads its sources from.</summary>
    public string AptDirectory { get; init; } = "/etc/apt";

    /// <summary>The command a message suggests for another try.</summary>
    public string Command { get; init; } = "./build.sh SetupRootImage";
}

/// <summary>Makes sure that the image everything is built from can be had.</summary>
public static class RootImages
{
    /// <summary>A registry that did not answer is not asked again by the same process: the wait would repeat for every target.</summary>
    static readonly ConcurrentDictionary<string, bool> Pullable = new(StringComparer.Ordinal);

    /// <summary>Present, else pullable, else bootstrapped from Debian packages (Linux, root, apt) in about half a minute.</summary>
    /// <exception cref="EngineException">None of the three is possible; the message says why.</exception>
    public static async Task<RootImageState> EnsureAsync(
        EngineConnection engine, RootImageRequest request, IProgress<EngineEvent>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!request.Force && await IsPresentAsync(engine, request.Reference, cancellationToken))
            return RootImageState.Present;
        if (!request.Force && await IsPullableAsync(engine, request, progress, cancellationToken))
            return RootImageState.Pullable;

        var reference = RootImageReference.TryParse(request.Reference) ?? throw NotDebian(request.Reference);
        if (Obstacle(request) is { } obstacle)
            throw obstacle;
        using var exclusive = await EngineLocks.TakeAsync(LockFile, "Another build is making a root image; waiting for it", request.LockTimeout, progress, cancellationToken);
        if (!request.Force && await IsPresentAsync(engine, request.Reference, cancellationToken))
            return RootImageState.Present;
        var watch = Stopwatch.StartNew();
        progress.Step($"Making {request.Reference} from Debian packages");
        await new RootImageBootstrap(engine, reference, request, progress).RunAsync(cancellationToken);
        progress.Done($"{request.Reference} made in {watch.Elapsed.TotalSeconds:0} s");
        return RootImageState.Bootstrapped;
    }

    // One for the machine: making an image takes all its cores. Only root comes here.
    static string LockFile => Path.Combine(Directory.Exists("/run/lock") ? "/run/lock" : "/run", "esb-root-image.lock");

    static async Task<bool> IsPresentAsync(EngineConnection engine, string reference, CancellationToken cancellationToken)
    {
        if (DockerApi.SocketOf(engine.Host) is { } socket)
            return await DockerApi.TryGetAsync(socket, $"/images/{reference}/json", cancellationToken) is not null;
        return (await ProcessRunner.TryRunAsync(engine.Docker("image", "inspect", "--format", "{{.Id}}", reference), cancellationToken)).Succeeded;
    }

    static async Task<bool> IsPullableAsync(
        EngineConnection engine, RootImageRequest request, IProgress<EngineEvent>? progress, CancellationToken cancellationToken)
    {
        if (request.RegistryTimeout <= TimeSpan.Zero)
            return false;
        if (Pullable.TryGetValue(request.Reference, out var known))
            return known;

        progress.Detail($"asking the registry for {request.Reference}");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.RegistryTimeout);
        var found = false;
        try
        {
            found = (await ProcessRunner.TryRunAsync(engine.Docker("manifest", "inspect", request.Reference), limit.Token)).Succeeded;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            progress.Detail($"no registry answered within {request.RegistryTimeout.TotalSeconds:0} s");
        }

        return Pullable[request.Reference] = found;
    }

    static EngineException NotDebian(string reference) => new(
        $"The root image {reference} is not in the engine, no registry gives it, and only debian:<suite> or debian:<suite>-slim can be made from packages.",
        $"Pull or load it (docker load), or set OS_ROOT_IMAGE to one like debian:bookworm-slim.");

    static EngineException? Obstacle(RootImageRequest request)
        => !InstallAdvice.HasApt() ? new($"{request.Reference} is not in the engine, no registry gives it, and making it from packages needs Debian's apt.",
                "Make a registry reachable (or configure a mirror in the engine), or load the image with docker load.")
            : !Environment.IsPrivilegedProcess ? new($"{request.Reference} is not in the engine, no registry gives it, and making it from packages needs root.",
                $"sudo {request.Command}")
            : null;
}

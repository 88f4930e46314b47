using System.Text.Json;
using System.Text.Json.Nodes;
using BuildChain.Engine.Debian;
using BuildChain.Processes;

namespace BuildChain.Engine.Private;

/// <summary>Debian's own packages of an engine, unpacked under the home and not installed.</summary>
sealed class EnginePackages(EngineLayout layout, EngineRequest request, IProgress<EngineEvent>? progress)
{
    /// <summary>Tried after the release of the machine, newest version first; a suite the mirror lacks is left out.</summary>
    static readonly string[] DebianSuites = ["stable", "testing"];

    /// <summary>For mirrors that carry releases under their codenames only, and for what has not reached testing.</summary>
    static readonly string[] MoreDebianSuites = ["trixie", "forky", "duke", "sid"];

    /// <summary>Package lists of three suites, the packages, and twice what is in them: unpacked again, the old ones are still there.</summary>
    const long NeededSpace = 1_200_000_000;

    const string Purpose = "the private engine";
    const string SpaceRemedy = $"Free space there, or set {BrandNames.Env}HOME to a directory on another file system.";

    /// <summary>What an engine cannot do without; each in the places where Debian's or Ubuntu's packages have it.</summary>
    static readonly string[][] Needed =
    [
        ["usr/sbin/dockerd"], ["usr/bin/containerd"], ["usr/bin/docker"], PluginPlaces("docker-buildx"), PluginPlaces("docker-compose"),
    ];

    public bool Present => File.Exists(layout.PackagesFile) && Missing is null;

    /// <summary>The first needed program that is not unpacked.</summary>
    string? Missing => Needed.Where(places => !places.Any(IsUnpacked)).Select(places => places[0]).FirstOrDefault();

    public static string[] PluginPlaces(string plugin) => [$"usr/libexec/docker/cli-plugins/{plugin}", $"usr/lib/docker/cli-plugins/{plugin}"];

    bool IsUnpacked(string path) => Programs.IsThere(Path.Combine(layout.Packages, path));

    /// <summary>Downloads and unpacks what is missing. Interrupted, it leaves no half engine: everything happens beside its place.</summary>
    /// <param name="broken">Why what is unpacked will not do; null when nothing is known against it.</param>
    public async Task EnsureAsync(string? broken, CancellationToken cancellationToken)
    {
        if (Present && broken is null)
            return;
        if (File.Exists(layout.PackagesFile))
            progress.Warn($"{broken ?? $"{Path.Combine(layout.Packages, Missing!)} is missing"}: the engine's packages are downloaded and unpacked again; images and cache stay");
        RemoveLeftovers();
        DiskSpace.Require(layout.Directory, NeededSpace, Purpose, SpaceRemedy);
        try
        {
            await FetchAsync(cancellationToken);
        }
        catch (Exception e) when (DiskSpace.RanOut(e))
        {
            throw DiskSpace.Full(layout.Directory, NeededSpace, Purpose, SpaceRemedy, e);
        }
    }

    async Task FetchAsync(CancellationToken cancellationToken)
    {
        using var work = new WorkDirectory(layout.Directory, "download");
        var (packages, files, sources) = await DownloadAsync(work.Path, cancellationToken);

        progress.Step($"Unpacking {Amount.Of(files.Count, "package")}");
        var staging = work.Combine("root");
        await UnpackAsync(files, staging, cancellationToken);
        if (Directory.Exists(layout.Packages))
            Directory.Delete(layout.Packages, recursive: true);
        Directory.Move(staging, layout.Packages);
        AtomicFile.Write(layout.PackagesFile, Record(packages, sources));
        progress.Done($"Engine unpacked: {string.Join(", ", packages.Where(IsMain).Select(package => $"{package.Name} {package.Version}"))}");
    }

    async Task<(IReadOnlyList<DebianPackage> Packages, IReadOnlyList<string> Files, IReadOnlyList<AptSource> Sources)> DownloadAsync(
        string work, CancellationToken cancellationToken)
    {
        var host = HostRelease.Read();
        var release = AptSources.OfRelease(AptSourceFiles.ReadAll(request.AptDirectory), host.Codename);
        if (release.Count == 0)
        {
            throw new EngineException(
                $"{request.AptDirectory} has no package source for this machine's release ({host.Id} {host.Codename}).",
                "Add one (see sources.list(5)) until 'apt-get update' lists it, and run the command again.");
        }

        EngineException? first = null;
        foreach (var suites in host.IsDebian ? new[] { DebianSuites, MoreDebianSuites } : [[]])
        {
            var sources = suites.Length == 0 ? release : AptSources.WithSuites(release, suites.Where(suite => suite != host.Codename));
            var apt = new AptSession(Path.Combine(work, suites.FirstOrDefault("host")), sources, progress) { AptDirectory = request.AptDirectory };
            progress.Step($"Reading the package lists of {string.Join(", ", sources.SelectMany(source => source.Suites).Distinct(StringComparer.Ordinal))}");
            await apt.UpdateAsync(cancellationToken);
            IReadOnlyList<DebianPackage> packages;
            try
            {
                packages = Choose(apt.Packages(), host.Codename);
            }
            catch (EngineException e)
            {
                first ??= WithComplaints(e, apt, sources);
                continue;
            }

            progress.Step($"Downloading {Amount.Of(packages.Count, "package")}");
            return (packages, await apt.DownloadAsync(packages, cancellationToken), sources);
        }

        throw first!;
    }

    static EngineException WithComplaints(EngineException e, AptSession apt, IReadOnlyList<AptSource> sources) => new(
        $"{e.Message}\nSources used:\n{string.Join('\n', sources.Select(source => $"  - {source}"))}"
            + string.Concat(apt.Complaints.Distinct(StringComparer.Ordinal).Take(8).Select(text => $"\n  | {text}")),
        "Install a Docker engine, buildx and compose yourself, or add a mirror that carries a newer release to the machine's sources.",
        e);

    static IReadOnlyList<DebianPackage> Choose(IReadOnlyList<DebianPackage> available, string codename)
    {
        using var status = new StreamReader("/var/lib/dpkg/status");
        return new PackageChoice(available, DebianPackage.ReadInstalled(status), codename).Choose([.. Wanted(available)]);
    }

    static IEnumerable<WantedPackage> Wanted(IReadOnlyList<DebianPackage> available)
    {
        yield return new("docker.io", EngineRequirements.Engine);
        // Some distributions keep the CLI inside docker.io, or have compose 2 under a name of its own.
        yield return new("docker-cli", Optional: true);
        yield return new("docker-buildx", EngineRequirements.Buildx);
        yield return available.Any(package => package.Name == "docker-compose-v2")
            ? new("docker-compose-v2", EngineRequirements.Compose)
            : new("docker-compose", EngineRequirements.Compose);
        yield return new("containerd");
        yield return new("runc");
        yield return new("tini");
        yield return new("tini-static", Optional: true);
        // containerd unpacks layers with igzip where there is one: three times as fast as by itself.
        yield return new("isal", Optional: true);
        if (Programs.FindForRoot("iptables") is null)
            yield return new("iptables");
        if (Programs.FindForRoot("ip") is null)
            yield return new("iproute2");
    }

    static bool IsMain(DebianPackage package) => package.Name is "docker.io" or "containerd" or "runc" || package.Name.StartsWith("docker-", StringComparison.Ordinal);

    static async Task UnpackAsync(IReadOnlyList<string> files, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        foreach (var file in files)
            await ProcessRunner.RunAsync(new ProcessRequest("dpkg-deb", "--extract", file, target), cancellationToken);
        foreach (var unused in new[] { "usr/share/doc", "usr/share/man", "usr/share/locale" })
        {
            if (Directory.Exists(Path.Combine(target, unused)))
                Directory.Delete(Path.Combine(target, unused), recursive: true);
        }
    }

    // A build killed in the middle of a download leaves its working directory behind; the engine's lock is held here.
    void RemoveLeftovers()
    {
        foreach (var leftover in Directory.GetDirectories(layout.Directory, ".download-*"))
            Directory.Delete(leftover, recursive: true);
    }

    static string Record(IReadOnlyList<DebianPackage> packages, IReadOnlyList<AptSource> sources) => new JsonObject
    {
        ["packages"] = new JsonArray([.. packages.Select(package => new JsonObject
        {
            ["name"] = package.Name,
            ["version"] = package.Version,
            ["suite"] = package.Suite,
        })]),
        ["sources"] = new JsonArray([.. sources.Select(source => JsonValue.Create(source.ToString()))]),
    }.ToJsonString(Indented);

    static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };
}

using System.Globalization;
using BuildChain.Engine.Debian;
using BuildChain.Processes;

namespace BuildChain.Engine.Roots;

/// <summary>A minimal Debian system made with nothing but apt, dpkg and what every Debian has: no debootstrap, no registry.</summary>
sealed class RootImageBootstrap(EngineConnection engine, RootImageReference image, RootImageRequest request, IProgress<EngineEvent>? progress)
{
    /// <summary>Package lists, packages, the system made of them and its archive.</summary>
    const long NeededSpace = 1_000_000_000;

    const string SpaceRemedy = "Free space there, or set TMPDIR to a directory on another file system.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var place = request.WorkDirectory ?? WorkPlace.Choose();
        // What a killed build left; nobody else is at work, there is a lock.
        foreach (var leftover in Directory.GetDirectories(place, ".esb-root-*"))
            Directory.Delete(leftover, recursive: true);
        DiskSpace.Require(place, NeededSpace, image.Reference, SpaceRemedy);
        try
        {
            await MakeAsync(place, cancellationToken);
        }
        catch (Exception e) when (DiskSpace.RanOut(e))
        {
            throw DiskSpace.Full(place, NeededSpace, image.Reference, SpaceRemedy, e);
        }
    }

    async Task MakeAsync(string place, CancellationToken cancellationToken)
    {
        using var work = new WorkDirectory(place, "esb-root");
        var sources = Sources();
        var root = work.Combine("root");
        CreateSkeleton(root);

        var apt = new AptSession(work.Combine("apt"), sources, progress) { AptDirectory = request.AptDirectory, StatusFile = work.Combine("status") };
        progress.Step($"Reading the package lists of {string.Join(", ", sources.SelectMany(source => source.Suites).Distinct(StringComparer.Ordinal))}");
        await apt.UpdateAsync(cancellationToken);
        var arrived = await apt.ArrivedAsync(cancellationToken);
        TellMissing(sources, arrived);
        var names = PackageNames(apt.Packages(), arrived);
        progress.Step($"Downloading a minimal {image.Suite}");
        var files = await apt.DownloadWithDependenciesAsync(names, cancellationToken);

        var created = await UnpackAsync(root, files, cancellationToken);
        await ConfigureAsync(root, files, created, cancellationToken);
        new RootImageTrim(root, image.Slim).Apply();
        WriteSources(root, arrived);

        progress.Step($"Importing {image.Reference}");
        var archive = work.Combine("image.tar");
        await ImageArchive.WriteAsync(archive, root, image.Reference, created, Architecture(), cancellationToken);
        await ProcessRunner.RunAsync(engine.Docker("load", "--quiet", "--input", archive), cancellationToken);
    }

    List<AptSource> Sources()
    {
        var host = HostRelease.Read();
        var release = AptSources.OfRelease(AptSourceFiles.ReadAll(request.AptDirectory), host.Codename);
        if (!host.IsDebian || release.Count == 0)
        {
            throw new EngineException(
                $"{request.Reference} cannot be made from packages: {request.AptDirectory} has no Debian source for {host.Id} {host.Codename}.",
                "Add a Debian mirror to the machine's sources, or load the image with docker load.");
        }

        return [.. AptSources.ForRelease(release, image.Suite)];
    }

    // The machine's suite "stable" may be that of a repository which has no other: in the image apt-get update would fail for it.
    void TellMissing(List<AptSource> sources, IReadOnlyList<AptSource> arrived)
    {
        foreach (var (uri, suite) in Places(sources).Except(Places(arrived)))
            progress.Warn($"{AptSource.WithoutCredentials(uri)} gave no package list of {suite}: it is left out of {image.Reference}");
    }

    static IEnumerable<(string Uri, string Suite)> Places(IEnumerable<AptSource> sources)
        => from source in sources from uri in source.Uris from suite in source.Suites select (uri, suite);

    // What debootstrap calls minbase; certificates on top where the mirror is only reachable with them.
    static List<string> PackageNames(IReadOnlyList<DebianPackage> available, IReadOnlyList<AptSource> sources)
    {
        List<string> names = [.. available.Where(package => package.Required).Select(package => package.Name).Distinct(StringComparer.Ordinal), "apt"];
        // The skeleton is merged already: the alternative, usrmerge, would bring all of Perl along.
        if (available.Any(package => package.Name == "usr-is-merged"))
            names.Add("usr-is-merged");
        if (sources.Any(source => source.Uris.Any(uri => uri.StartsWith("https:", StringComparison.Ordinal))))
            names.Add("ca-certificates");
        return names;
    }

    // Since bookworm Debian supports nothing but a merged /usr, and dpkg does not make the links itself.
    static void CreateSkeleton(string root)
    {
        Directory.CreateDirectory(root);
        foreach (var directory in new[] { "bin", "sbin", "lib", "lib64" })
        {
            Directory.CreateDirectory(Path.Combine(root, "usr", directory));
            File.CreateSymbolicLink(Path.Combine(root, directory), $"usr/{directory}");
        }

        foreach (var directory in new[] { "dev", "proc", "var/lib/dpkg/info", "etc/dpkg/dpkg.cfg.d" })
            Directory.CreateDirectory(Path.Combine(root, directory));
        foreach (var file in new[] { "var/lib/dpkg/status", "var/lib/dpkg/available" })
            File.WriteAllText(Path.Combine(root, file), "");
    }

    // dpkg needs a working system to install into; extracted files are one, though dpkg knows nothing of them yet.
    async Task<DateTimeOffset> UnpackAsync(string root, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        progress.Step($"Unpacking {Amount.Of(files.Count, "package")}");
        // dpkg-deb --extract would turn the links of the skeleton into directories.
        const string script = "dpkg-deb --fsys-tarfile \"$1\" | tar --extract --keep-directory-symlink --directory \"$2\"";
        await Parallel.ForEachAsync(files, cancellationToken, async (file, token)
            => await ProcessRunner.RunAsync(new ProcessRequest("sh", "-ec", script, "sh", file, root), token));
        return Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") is { Length: > 0 } seconds
            ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture))
            : NewestFile(root);
    }

    // The time of the youngest file in any package: equal packages give an equal image, whenever and wherever it is made.
    static DateTimeOffset NewestFile(string root)
        => new(new DirectoryInfo(Path.Combine(root, "usr"))
            .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Max(file => file.LastWriteTimeUtc));

    async Task ConfigureAsync(string root, IReadOnlyList<string> files, DateTimeOffset created, CancellationToken cancellationToken)
    {
        progress.Step("Configuring the packages");
        var archives = Directory.CreateDirectory(Path.Combine(root, "esb-archives")).FullName;
        foreach (var file in files)
            File.Move(file, Path.Combine(archives, Path.GetFileName(file)));
        if (image.Slim)
            File.WriteAllText(Path.Combine(root, "etc/dpkg/dpkg.cfg.d/docker"), RootImageTrim.DpkgSettings);
        await ProcessRunner.RunAsync(
            new ProcessRequest("unshare", "--mount", "--", "sh", "-ec", InstallScript, "sh", root)
            {
                Environment = new Dictionary<string, string?>
                {
                    ["DEBIAN_FRONTEND"] = "noninteractive",
                    ["DEBCONF_NONINTERACTIVE_SEEN"] = "true",
                    ["LC_ALL"] = "C.UTF-8",
                    ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                    ["SOURCE_DATE_EPOCH"] = created.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    ["TMPDIR"] = "/tmp",
                },
                OnLine = line => progress.Detail(line.Text),
            },
            cancellationToken);
        Directory.Delete(archives, recursive: true);
    }

    // In a mount namespace of its own: whatever happens, no mount is left behind.
    const string InstallScript = """
        root=$1
        mount -t proc proc "$root/proc"
        mount -t tmpfs -o mode=755 tmpfs "$root/dev"
        for device in null zero full random urandom tty; do
            touch "$root/dev/$device"
            mount --bind "/dev/$device" "$root/dev/$device"
        done
        ln -s /proc/self/fd "$root/dev/fd"
        printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
        chmod 755 "$root/usr/sbin/policy-rc.d"
        chroot "$root" sh -ec 'dpkg --force-depends --force-unsafe-io --force-confnew --unpack /esb-archives/base-passwd_*.deb /esb-archives/base-files_*.deb
        dpkg --force-depends --force-unsafe-io --configure base-passwd
        dpkg --force-depends --force-unsafe-io --force-confnew --install /esb-archives/*.deb'
        rm "$root/usr/sbin/policy-rc.d"
        """;

    static void WriteSources(string root, IReadOnlyList<AptSource> sources)
    {
        File.Delete(Path.Combine(root, "etc/apt/sources.list"));
        foreach (var key in sources.SelectMany(source => KeyFiles(source)).Where(File.Exists))
            CopyKey(key, root + key);
        var directory = Directory.CreateDirectory(Path.Combine(root, "etc/apt/sources.list.d")).FullName;
        File.WriteAllText(
            Path.Combine(directory, "debian.sources"),
            Deb822.Write(sources.Select(source => (source with { Uris = [.. source.Uris.Select(AptSource.WithoutCredentials)] }).ToParagraph())));
    }

    // Signed-By holds key files, fingerprints, or a whole key; a mirror with keys of its own needs them in the image too.
    static IEnumerable<string> KeyFiles(AptSource source)
        => (source.Options.FirstOrDefault(option => option.Key.Equals("Signed-By", StringComparison.OrdinalIgnoreCase)).Value ?? "")
            .Split((char[])[' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word[0] == '/');

    static void CopyKey(string key, string target)
    {
        if (File.Exists(target))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(key, target);
    }

    static string Architecture() => System.Runtime.InteropServices.RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };
}

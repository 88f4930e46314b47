using System.Globalization;
using BuildChain.Processes;

namespace BuildChain.Engine.Debian;

/// <summary>
/// apt with the machine's configuration, proxies and keys, but with sources, lists and cache of its own in a temporary
/// directory: nothing of the machine's apt state is read for writing.
/// </summary>
sealed class AptSession(string directory, IReadOnlyList<AptSource> sources, IProgress<EngineEvent>? progress)
{
    static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(15);
    readonly List<string> complaints = [];

    /// <summary>Use another dpkg status than the machine's, for instance an empty one for a new system.</summary>
    public string? StatusFile { get; init; }

    /// <summary>How long apt may neither print nor write.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Another program than the machine's apt-get.</summary>
    public string Program { get; init; } = "apt-get";

    /// <summary>The machine's <c>/etc/apt</c>.</summary>
    public string AptDirectory { get; init; } = "/etc/apt";

    string Lists => Path.Combine(directory, "state", "lists");

    string Archives => Path.Combine(directory, "cache", "archives");

    /// <summary>What apt said went wrong.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Fetches the package lists. A suite the mirror does not have is left out; none at all is an error.</summary>
    public async Task UpdateAsync(CancellationToken cancellationToken)
    {
        Prepare();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(FirstAnswer);
        try
        {
            await RunAsync(["update"], directory, line => Watch(line, limit), limit.Token, mustSucceed: false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            complaints.Add($"no answer within {FirstAnswer.TotalSeconds:0} s");
        }

        if (complaints.FirstOrDefault(DiskSpace.RanOut) is { } full)
            throw new EngineException(full);
        if (!PackageLists().Any())
            throw Unreachable();
    }

    /// <summary>What of the sources there is: each mirror with those suites of which its package list came.</summary>
    public async Task<IReadOnlyList<AptSource>> ArrivedAsync(CancellationToken cancellationToken)
    {
        var request = Request(["indextargets", "--format", "$(REPO_URI) $(RELEASE)", "Created-By: Packages"]) with { Secrets = [] };
        var lists = (await ProcessRunner.RunAsync(request, cancellationToken)).Output.Split('\n').ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from source in sources
               from uri in source.Uris
               let suites = source.Suites.Where(suite => lists.Contains($"{uri.TrimEnd('/')}/ {suite}")).ToList()
               where suites.Count > 0
               select source with { Uris = [uri], Suites = suites },
        ];
    }

    /// <summary>Every package of the fetched lists.</summary>
    public IReadOnlyList<DebianPackage> Packages()
        =>
        [
            .. PackageLists().SelectMany(list =>
            {
                using var reader = new StreamReader(list);
                return DebianPackage.ReadList(reader, SuiteOf(list)).ToList();
            }),
        ];

    /// <summary>Downloads exactly these versions, verified against the signed lists.</summary>
    /// <returns>The package files.</returns>
    public async Task<IReadOnlyList<string>> DownloadAsync(IReadOnlyList<DebianPackage> packages, CancellationToken cancellationToken)
    {
        var names = packages.Select(package => $"{package.Name}={package.Version}");
        await RunAsync(["download", .. names], Archives, progress.Detail, cancellationToken);
        return Files();
    }

    /// <summary>Downloads packages and everything they depend on, as an installation would.</summary>
    public async Task<IReadOnlyList<string>> DownloadWithDependenciesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        await RunAsync(["install", "--download-only", "--yes", "--no-install-recommends", .. names], directory, progress.Detail, cancellationToken);
        return Files();
    }

    string[] Files() => [.. Directory.GetFiles(Archives, "*.deb").Order(StringComparer.Ordinal)];

    async Task RunAsync(
        string[] arguments, string workingDirectory, Action<string> onLine, CancellationToken cancellationToken, bool mustSucceed = true)
    {
        using var stillness = new AptStillness(directory, Patience, cancellationToken);
        var request = Request(arguments) with
        {
            WorkingDirectory = workingDirectory,
            OnLine = line =>
            {
                stillness.Printed();
                onLine(line.Text);
            },
        };
        try
        {
            var result = await ProcessRunner.TryRunAsync(request, stillness.Token);
            if (mustSucceed)
                result.EnsureSuccess();
        }
        catch (OperationCanceledException e) when (stillness.Ended && !cancellationToken.IsCancellationRequested)
        {
            var free = DiskSpace.Free(directory);
            var full = free < 16_000_000 ? " (No space left on device?)" : "";
            throw new EngineException(
                $"'apt-get {arguments[0]}' printed and wrote nothing for {Patience.TotalSeconds:0} s and was ended; "
                    + $"{DiskSpace.Bytes(free)} are free in {directory}{full}.",
                "Check free space, network, proxy and mirror: 'apt-get update' has to work on this machine.",
                e);
        }
    }

    IEnumerable<string> PackageLists()
        => Directory.Exists(Lists) ? Directory.GetFiles(Lists, "*_Packages").Order(StringComparer.Ordinal) : [];

    // deb.example.org_debian_dists_bookworm-updates_main_binary-amd64_Packages
    static string SuiteOf(string list)
    {
        var name = Path.GetFileName(list);
        var start = name.IndexOf("_dists_", StringComparison.Ordinal) + "_dists_".Length;
        var end = name.IndexOf("_main_", start, StringComparison.Ordinal);
        return end < 0 ? name : name[start..end].Replace('_', '/');
    }

    void Watch(string line, CancellationTokenSource limit)
    {
        if (line.StartsWith("Get:", StringComparison.Ordinal) || line.StartsWith("Hit:", StringComparison.Ordinal))
        {
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
            progress.Detail(line);
        }
        else if (line.StartsWith("E:", StringComparison.Ordinal) || line.StartsWith("W:", StringComparison.Ordinal))
        {
            complaints.Add(line);
        }
    }

    void Prepare()
    {
        var settings = Path.Combine(directory, "apt.conf.d");
        Directory.CreateDirectory(settings);
        Directory.CreateDirectory(Path.Combine(Lists, "partial"));
        Directory.CreateDirectory(Path.Combine(Archives, "partial"));
        File.WriteAllText(Path.Combine(directory, "esb.sources"), Deb822.Write(sources.Select(source => source.ToParagraph())));
        if (StatusFile is not null)
            File.WriteAllText(StatusFile, "");

        // The machine's settings stay (proxies, credentials, validity checks); its hooks are for its own installations.
        var parts = Path.Combine(AptDirectory, "apt.conf.d");
        foreach (var part in Directory.Exists(parts) ? Directory.GetFiles(parts) : [])
            File.CreateSymbolicLink(Path.Combine(settings, Path.GetFileName(part)), part);
        File.WriteAllText(Path.Combine(settings, "zz-esb"), """
            #clear APT::Update::Pre-Invoke;
            #clear APT::Update::Post-Invoke;
            #clear APT::Update::Post-Invoke-Success;
            #clear DPkg::Pre-Invoke;
            #clear DPkg::Post-Invoke;
            #clear DPkg::Pre-Install-Pkgs;
            #clear Acquire::IndexTargets::deb::DEP-11;
            #clear Acquire::IndexTargets::deb::DEP-11-icons;
            #clear Acquire::IndexTargets::deb::DEP-11-icons-small;
            #clear Acquire::IndexTargets::deb::DEP-11-icons-large;
            #clear Acquire::IndexTargets::deb::DEP-11-icons-hidpi;
            #clear Acquire::IndexTargets::deb::DEP-11-icons-large-hidpi;
            #clear Acquire::IndexTargets::deb::CNF;

            """);
        File.WriteAllText(Path.Combine(directory, "apt.conf"), $"Dir::Etc::Parts \"{settings}\";\n");
    }

    ProcessRequest Request(IReadOnlyList<string> arguments)
        => new(Program, [.. Options().SelectMany(option => new[] { "-o", option }), .. arguments])
        {
            Environment = new Dictionary<string, string?>
            {
                ["APT_CONFIG"] = Path.Combine(directory, "apt.conf"),
                ["DEBIAN_FRONTEND"] = "noninteractive",
                ["LC_ALL"] = "C.UTF-8",
            },
            Secrets = [.. sources.SelectMany(source => source.Uris).Select(UserInfo).Where(info => info.Length > 0)],
        };

    static string UserInfo(string uri) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) ? parsed.UserInfo : "";

    IEnumerable<string> Options()
    {
        yield return $"Dir::Etc::SourceList={Path.Combine(directory, "esb.sources")}";
        yield return "Dir::Etc::SourceParts=/dev/null";
        yield return "Dir::Etc::Preferences=/dev/null";
        yield return "Dir::Etc::PreferencesParts=/dev/null";
        yield return $"Dir::State={Path.Combine(directory, "state")}";
        yield return $"Dir::Cache={Path.Combine(directory, "cache")}";
        yield return "Dir::Cache::pkgcache=pkgcache.bin";
        yield return "Acquire::GzipIndexes=false";
        yield return "Acquire::PDiffs=false";
        yield return "Acquire::Languages=none";
        yield return "Acquire::Retries=1";
        yield return "Acquire::http::Timeout=8";
        yield return "Acquire::https::Timeout=8";
        yield return "APT::Sandbox::User=root";
        yield return string.Create(CultureInfo.InvariantCulture, $"Dpkg::Use-Pty={0}");
        if (StatusFile is not null)
            yield return $"Dir::State::status={StatusFile}";
    }

    EngineException Unreachable() => new(
        $"apt got no package list.\n{string.Join('\n', complaints.Distinct(StringComparer.Ordinal).Take(8).Select(text => $"  | {text}"))}\n"
            + $"Sources used (from {AptDirectory}):\n{string.Join('\n', sources.Select(source => $"  - {source}"))}",
        "Check the network, the proxy and the mirror: 'apt-get update' has to work on this machine.");
}

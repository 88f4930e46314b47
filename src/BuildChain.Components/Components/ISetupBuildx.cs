using BuildChain.Buildx;
using BuildChain.Cache;
using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using BuildChain.Compose;
using BuildChain.Engine;
using Nuke.Common;
using Nuke.Common.Utilities.Collections;

namespace BuildChain.Components;

/// <summary>Builders beside the engine's own: after that only <c>--builder</c> changes.</summary>
public interface ISetupBuildx : ISetupRegistry
{
    [Parameter("SetupBuildx: driver of a builder that is to be created or brought up to date: docker-container, remote, or kubernetes")]
    string Driver => TryGetValue(() => Driver);

    [Parameter("SetupBuildx: where BuildKit is, such as tcp://buildkit.example:1234, or a docker context")]
    string Endpoint => TryGetValue(() => Endpoint);

    [Parameter("SetupBuildx: options of the driver, such as image=registry.example/buildkit:v0.26.0 namespace=builds")]
    string[] DriverOpt => TryGetValue(() => DriverOpt) ?? [];

    [Parameter("SetupBuildx: mirrors of Docker Hub that BuildKit asks first, such as mirror.example:5000")]
    string[] RegistryMirror => TryGetValue(() => RegistryMirror) ?? [];

    [Parameter("SetupBuildx: registries without encryption. The local one is always among them")]
    string[] InsecureRegistry => TryGetValue(() => InsecureRegistry) ?? [];

    [Parameter("SetupBuildx: PEM file of an authority that mirrors are trusted by")]
    string RegistryCa => TryGetValue(() => RegistryCa);

    [Parameter("SetupBuildx: most build cache that BuildKit keeps. Default: 20GB")]
    string BuilderStorage => TryGetValue(() => BuilderStorage) ?? "20GB";

    bool IHasBake.CreatesBuilder => Driver is not null;

    Target SetupBuildx => _ => _
        .Description("Checks the builder of --builder and starts it; with --driver creates it or brings it up to date")
        .DependsOn(SetupEngine)
        .TryBefore<IBakeMeta>(x => x.BakeMeta)
        .TryBefore<IBakeBase>(x => x.BakeBase)
        .TryBefore<IBakeControl>(x => x.BakeControl)
        .TryBefore<IBakeFunctions>(x => x.BakeFunctions)
        .TryBefore<IBake>(x => x.Bake)
        .TryBefore<IRunStack>(x => x.Up)
        .TryBefore<IRunE2E>(x => x.E2E)
        .Executes(async () =>
        {
            var engine = await ConnectAsync();
            var outcome = "checked";
            if (Driver is null)
            {
                await BuilderSetup.CheckAsync(engine, Builder, BuilderState?.Driver ?? "");
            }
            else
            {
                outcome = (await BuilderSetup.EnsureAsync(engine, Spec(), BuilderState, Path.Combine(EngineRequest.Home, "builders"))).ToString().ToLowerInvariant();
                BuildReporter.Note($"Builder '{Builder}' is {outcome}. Bake with it: ./build.sh Bake --builder {Builder}");
            }
            ReportSummary(_ => _.AddPair("Builder", $"{Builder} {outcome}"));
        });

    /// <summary>Tells of bad values before anything runs.</summary>
    void CheckBuilderInput()
    {
        if (Driver is not null)
            _ = Spec().Checked();
        else if (Endpoint is not null || DriverOpt.Length > 0)
            throw new BuildChainException("--endpoint and --driver-opt are for a builder that is created.", "Add --driver docker-container, remote or kubernetes");
        if (Driver is not null && Spec().TakesConfiguration)
            return;
        // In a parameter file they may wait for the builder that they are meant for.
        foreach (var option in BuildkitOptions.Where(InputCheck.IsTyped))
        {
            throw Driver is null
                ? new BuildChainException($"{option} is for a builder that is created.", "Add --driver docker-container or kubernetes, or leave it away")
                : new BuildChainException(
                    $"{option}: a remote BuildKit is configured where it runs, not from here.", "Leave it away, and set it in that BuildKit's buildkitd.toml");
        }
    }

    private static readonly string[] BuildkitOptions = ["--registry-mirror", "--insecure-registry", "--registry-ca", "--builder-storage"];

    private static readonly string[] ProxyVariables = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

    private BuilderSpec Spec() => new(Builder, Driver)
    {
        Endpoint = Endpoint,
        DriverOptions = DriverOpt,
        Settings = new BuildkitSettings
        {
            Mirrors = RegistryMirror,
            Insecure = [$"127.0.0.1:{PortRegistry ?? LocalRegistry.DefaultPort}", .. InsecureRegistry],
            AuthorityFile = RegistryCa is { } file ? Path.GetFullPath(file, RootDirectory) is var full && File.Exists(full) ? full
                : throw new BuildChainException($"--registry-ca: there is no file {full}.") : null,
            KeepBytes = CacheAmounts.ParseSize(BuilderStorage, "--builder-storage"),
            Proxy = ProxyVariables.Select(name => (name, Value: UserEnvironment.Get(name) ?? UserEnvironment.Get(name.ToLowerInvariant())))
                .Where(variable => variable.Value is not null).ToDictionary(variable => variable.name, variable => variable.Value!, StringComparer.Ordinal),
        },
    };
}

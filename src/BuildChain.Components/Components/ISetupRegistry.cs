using BuildChain.Bake;
using BuildChain.Components.Docker;
using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using BuildChain.Compose;
using Nuke.Common;
using Nuke.Common.Utilities.Collections;

namespace BuildChain.Components;

/// <summary>The local registry of containerd mode: one for all stacks of an engine, which it outlives.</summary>
public interface ISetupRegistry : IHasBake
{
    // NUKE finds the variable PORT_REGISTRY by the member's name.
    [Parameter("Port of the local registry on 127.0.0.1. Default: PORT_REGISTRY, else where it runs, else 5010")]
    int? PortRegistry => TryGetValue<int?>(() => PortRegistry);

    [Parameter("Up, SetupRegistry: start only what is baked; a missing image is an error")]
    bool NoBuild => TryGetValue<bool?>(() => NoBuild) ?? false;

    /// <summary>The registry's bake target.</summary>
    string RegistryTarget => "registry";

    Target SetupRegistry => _ => _
        .Description("Starts the local registry of containerd mode on 127.0.0.1, or brings it to --tag and --port-registry")
        .DependsOn(SetupEngine, SetupCerts)
        .TryAfter<IBake>(x => x.Bake)
        .Executes(async () =>
        {
            var registry = await StartRegistryAsync();
            BuildReporter.Note($"The registry is at {registry.Prefix} (its data stays; docker compose -p {LocalRegistry.Project} down --volumes removes it)");
            ReportSummary(_ => _.AddPair("Registry", registry.Prefix));
        });

    /// <summary>The registry, as it runs; started where it does not. Others may be using it, so it is not brought to another version by the way.</summary>
    /// <param name="anyPort">Where 5010 is another's, such as the registry of another engine, it may be a port after it.</param>
    /// <exception cref="BuildChainException">It runs at another port than was asked for.</exception>
    async Task<LocalRegistry> EnsureRegistryAsync(bool anyPort = false)
    {
        var registry = await LocalRegistry.FindAsync(await ConnectAsync()) ?? await StartRegistryAsync(anyPort, keepsRunning: true);
        return PortRegistry is { } port && port != registry.Port ? throw registry.RunsElsewhere(port) : registry;
    }

    /// <param name="keepsRunning">One that somebody else started meanwhile is taken as it is.</param>
    private async Task<LocalRegistry> StartRegistryAsync(bool anyPort = false, bool keepsRunning = false)
    {
        var engine = await ConnectAsync();
        await using var _ = await StackLock.AcquireAsync(LocalRegistry.Project, Locks);
        var running = await LocalRegistry.FindAsync(engine);
        if (keepsRunning && running is not null)
            return running;
        var port = PortRegistry ?? running?.Port ?? (anyPort ? LocalRegistry.FreePort() : LocalRegistry.DefaultPort);
        var variables = ImageVariables;
        var plan = LocalRegistry.Plan(engine, RootDirectory, port, variables[$"{BrandNames.Env}TAG"]!, variables[$"{BrandNames.Env}REGISTRY"]!);
        await PortCheck.EnsureFreeAsync(plan);
        if ((await EngineImages.PresentAsync(DockerCli.Of(engine), plan.Images)).Count < plan.Images.Count)
        {
            if (NoBuild)
                throw StackImages.Missing(plan, plan.Images, $"Bake --bake-targets {RegistryTarget}");
            await EnsureRootImageAsync();
            await BakeAsync(MetaTarget, RegistryTarget);
        }

        using var reporter = new StackReporter();
        await StackStart.RunAsync(plan, ComposeRunner.Run, reporter);
        return new LocalRegistry(port);
    }

    /// <summary>Tells of a bad port before anything runs.</summary>
    void CheckRegistryInput()
    {
        if (PortRegistry is { } port && StackPorts.Check(port, UserEnvironment.Source(null, "--port-registry", "PORT_REGISTRY")) == 0)
            throw new BuildChainException("--port-registry: the registry's port has to be known to all stacks, so it cannot be 0.", "Give a port, such as 5010");
    }
}

using BuildChain.Bake;
using BuildChain.Components.Docker;
using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using BuildChain.Compose;
using BuildChain.Functions.Generation;
using Nuke.Common;
using Nuke.Common.Utilities.Collections;

namespace BuildChain.Components;

/// <summary>Starts, shows and removes the stack of <c>--mode</c> and <c>--env</c>. Compose only runs what is baked.</summary>
public interface IRunStack : IHasStack, IBake, ISetupRegistry, ILint, IHasFormat
{
    [Parameter("Up: seconds until every service has to be healthy. Default: 120")]
    int WaitTimeout => TryGetValue<int?>(() => WaitTimeout) ?? 120;

    [Parameter("Down: removes the volumes too, and what is in them")]
    bool Volumes => TryGetValue<bool?>(() => Volumes) ?? false;

    [Parameter("Logs: goes on as lines come, until Ctrl-C")]
    bool Follow => TryGetValue<bool?>(() => Follow) ?? false;

    [Parameter("Logs: the services or functions to show. Default: all")]
    string[] Service => TryGetValue(() => Service) ?? [];

    Target Up => _ => _
        .Description("Starts the stack of --mode: bakes what changed, waits until it is healthy, prints its URLs")
        .DependsOn(SetupEngine, SetupCerts)
        .TryAfter<IBakeControl>(x => x.BakeControl)
        .TryAfter<IBake>(x => x.Bake)
        .TryAfter<IBakeFunctions>(x => x.BakeFunctions)
        .TryAfter<ISetupRegistry>(x => x.SetupRegistry)
        .Executes(async () =>
        {
            var plan = await StackPlanAsync();
            await using var _ = await StackLock.AcquireAsync(plan.Settings.Project, Locks);
            await using var lease = await LeasePortsAsync(plan);
            if (lease is not null)
                plan = await StackPlanAsync(plan.Settings.Ports.From(lease.First));
            LintReport.EnsureSound(await FindingsAsync([plan.File]));
            await PortCheck.EnsureFreeAsync(plan);

            var before = await RunningStack.FindAsync(plan.Engine, plan.Settings.Project);
            var (functions, change) = await BakeCurrentAsync(plan, before);
            if (Mode == StackMode.Containerd)
                await PushAsync(plan, functions);
            using var reporter = new StackReporter();
            var started = await StackStart.RunAsync(plan, ComposeRunner.Run, reporter);
            reporter.Dispose();
            BuildReporter.Block(StackReport.Started(plan, started, change));
            ReportSummary(_ => _.AddPair("Stack", $"{plan.Settings.Project}, {plan.Urls[0].Url}"));
        });

    Target Down => _ => _
        .Description("Stops and removes the stack of --env; --volumes also what it stored")
        .DependsOn(SetupEngine)
        .Executes(async () =>
        {
            await using var _ = await StackLock.AcquireAsync(StackProject, Locks);
            var removed = await StackRemoval.RunAsync(await ConnectAsync(), RootDirectory, StackProject, Volumes, ComposeRunner.Run);
            await PortLeases.Default().ReleaseAsync(StackProject);
            if (removed.IsNothing)
                removed = removed with { Others = await new StackInspector(await ConnectAsync()).OwnProjectsAsync() };
            BuildReporter.Note(removed.ToString());
        });

    Target Status => _ => _
        .Description("Shows the services and function containers of --env")
        .DependsOn(SetupEngine)
        .Executes(async () =>
        {
            var status = await StackStatus.ReadAsync(await ConnectAsync(), StackProject, CertificateDirectory);
            Show(Format == ReportFormat.Json ? StatusReport.Json(status)
                : Format == ReportFormat.Table ? StatusReport.Table(status, DateTimeOffset.UtcNow)
                : throw new BuildChainException("Status has no graph to show.", "--format table or --format json"));
        });

    Target Logs => _ => _
        .Description("Shows what services and functions of --env wrote; --follow goes on, --service picks some")
        .DependsOn(SetupEngine)
        .Executes(async () =>
        {
            var logs = new StackLogs(await ConnectAsync(), StackProject);
            if (Follow)
                await logs.FollowAsync(Service, BuildReporter.Line);
            else
                (await logs.ReadAsync(Service)).ForEach(BuildReporter.Line);
        });

    /// <summary>Tells of bad ports and names before anything runs.</summary>
    void CheckStackInput()
    {
        _ = (StackProject, StackPorts);
        CheckRegistryInput();
        if (WaitTimeout < 1)
            throw new BuildChainException($"--wait-timeout: {WaitTimeout} is not a number of seconds.", "Give one from 1 on, such as 120");
    }

    /// <summary>What <c>Up</c> starts, as parameters and environment have it.</summary>
    /// <param name="ports">Ports instead of those asked for: leased ones.</param>
    async Task<StackPlan> StackPlanAsync(StackPorts? ports = null)
    {
        var settings = await StackSettingsAsync();
        if (ports is not null)
            settings = settings with { Ports = ports };
        return new StackPlan(await ConnectAsync(), settings, ComposeFile.Read(settings.ComposeFile, RootDirectory))
        {
            Timeout = TimeSpan.FromSeconds(WaitTimeout),
        };
    }

    private async Task<PortLease?> LeasePortsAsync(StackPlan plan)
        => plan.Settings.Ports.NeedsLease
            ? await PortLeases.Default().AcquireAsync(plan.Settings.Project, plan.Engine.Host, new StackInspector(plan.Engine).ProjectsAsync, Locks)
            : null;

    /// <summary>
    /// Generates the configuration, and bakes what is not as the sources and the template have it; gives the functions' images, and what becomes of
    /// the stack that was there before.
    /// </summary>
    private async Task<(IReadOnlyList<string> Images, StackChange? Change)> BakeCurrentAsync(StackPlan plan, RunningStack? before)
    {
        using var generated = HasTemplate ? await GenerateAsync() : null;
        if (StackConfiguration.EnsureExists(plan.Settings.ConfigDirectory))
            BuildReporter.Note("There is no template, so the stack has no functions.");
        var (functions, configured) = (plan.FunctionImages, StackFunctions.In(plan.Settings.ConfigDirectory));
        var change = before is null ? null : new StackChange(before, plan.Settings, configured);
        if (NoBuild)
        {
            await EnsureBakedAsync(plan, functions);
            StackImages.EnsureOfTemplate(plan, configured, await EngineImages.LabelAsync(DockerCli.Of(plan.Engine), functions, $"{BrandNames.Labels}template"));
            Tell(change);
            return (functions, change);
        }

        StackImages.EnsureOwn(plan, configured, await RunningStack.WithImagesOfAsync(plan), ShownTemplate);
        Tell(change);
        await EnsureRootImageAsync();
        await PublishAsync();
        IReadOnlyList<string> control = [MetaTarget, BaseGroup, ControlGroup];
        IReadOnlyList<string> everything = [.. control, .. generated is null ? Array.Empty<string>() : [FunctionTargets.Group]];
        var request = await RequestAsync(generated, everything);
        // As Bake leaves it, or BakeControl and BakeFunctions.
        if (await IsFinishedAsync(request)
            || (generated is not null && await IsFinishedAsync(await RequestAsync(null, control)) && await IsFinishedAsync(await RequestAsync(generated, FunctionBake(generated)))))
            BuildReporter.Note("Nothing changed since the images were baked.");
        else
            await BakeAsync(request);
        return (functions, change);

        static void Tell(StackChange? change)
        {
            if (change?.Replacement is { Length: > 0 } replacement)
                BuildReporter.Warn(replacement);
        }
    }

    private static async Task EnsureBakedAsync(StackPlan plan, IReadOnlyList<string> functions)
    {
        var present = await EngineImages.PresentAsync(DockerCli.Of(plan.Engine), [.. plan.Images, .. functions]);
        var (services, lacking) = (plan.Images.Except(present, StringComparer.Ordinal).ToList(), functions.Except(present, StringComparer.Ordinal).ToList());
        if (services.Count + lacking.Count > 0)
            throw StackImages.Missing(plan, [.. services, .. lacking], services.Count == 0 ? "BakeFunctions" : lacking.Count == 0 ? "BakeControl" : "BakeControl BakeFunctions");
    }

    private async Task PushAsync(StackPlan plan, IReadOnlyList<string> images)
    {
        var registry = await EnsureRegistryAsync();
        var pushed = await new RegistryPush(plan.Engine, registry).RunAsync(images);
        BuildReporter.Note($"{Amount.Of(pushed.Count(image => !image.WasThere), "image")} pushed to {registry.Prefix}, {pushed.Count(image => image.WasThere)} there before; all are complete");
    }
}

using BuildChain.Bake;
using BuildChain.Components.Docker;
using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using BuildChain.Compose;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;

namespace BuildChain.Components;

/// <summary>Starts, shows and removes the stack of <c>--mode</c> and <c>--env</c>. Compose only runs what is baked.</summary>
public interface IRunStack : IHasStack, IBakeControl, ILint, IHasFormat
{
    [Parameter("Up: starts only what is baked; a missing image is an error")]
    bool NoBuild => TryGetValue<bool?>(() => NoBuild) ?? false;

    [Parameter("Up: seconds until every service has to be healthy. Default: 120")]
    int WaitTimeout => TryGetValue<int?>(() => WaitTimeout) ?? 120;

    [Parameter("Down: removes the volumes too, and what is in them")]
    bool Volumes => TryGetValue<bool?>(() => Volumes) ?? false;

    [Parameter("Logs: goes on as lines come, until Ctrl-C")]
    bool Follow => TryGetValue<bool?>(() => Follow) ?? false;

    [Parameter("Logs: the services or functions to show. Default: all")]
    string[] Service => TryGetValue(() => Service) ?? [];

    Target Up => _ => _
        .Description("Starts the stack of --mode: bakes what is missing, waits until it is healthy, prints its URLs")
        .DependsOn(SetupEngine, SetupCerts)
        .TryAfter<IBakeControl>(x => x.BakeControl)
        .TryAfter<IBake>(x => x.Bake)
        .Executes(async () =>
        {
            var plan = await StackPlanAsync();
            await using var lease = await LeasePortsAsync(plan);
            plan = lease is null ? plan : plan with { Settings = plan.Settings with { Ports = plan.Settings.Ports.From(lease.First) } };
            LintReport.EnsureSound(await FindingsAsync([plan.File]));
            await BakeMissingAsync(plan);
            await PortCheck.EnsureFreeAsync(plan);
            StackConfiguration.CreateDirectory();
            using var reporter = new StackReporter();
            var started = await StackStart.RunAsync(plan, ComposeRunner.Run, reporter);
            reporter.Dispose();
            BuildReporter.Block(StackReport.Started(plan, started));
            ReportSummary(_ => _.AddPair("Stack", $"{plan.Settings.Project}, {plan.Urls[0].Url}"));
        });

    Target Down => _ => _
        .Description("Stops and removes the stack of --env; --volumes also what it stored")
        .DependsOn(SetupEngine)
        .Executes(async () =>
        {
            var removed = await StackRemoval.RunAsync(await ConnectAsync(), RootDirectory, StackProject, Volumes, ComposeRunner.Run);
            await PortLeases.Default().ReleaseAsync(StackProject);
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

    /// <summary>What <c>Up</c> starts, as parameters and environment have it.</summary>
    async Task<StackPlan> StackPlanAsync()
    {
        var settings = await StackSettingsAsync();
        return new StackPlan(await ConnectAsync(), settings, ComposeFile.Read(settings.ComposeFile, RootDirectory))
        {
            Timeout = TimeSpan.FromSeconds(WaitTimeout),
        };
    }

    private static async Task<PortLease?> LeasePortsAsync(StackPlan plan)
        => plan.Settings.Ports.NeedsLease
            ? await PortLeases.Default().AcquireAsync(plan.Settings.Project, plan.Engine.Host, new StackInspector(plan.Engine).ProjectsAsync, BuildReporter.Locks)
            : null;

    private async Task BakeMissingAsync(StackPlan plan)
    {
        var present = await EngineImages.PresentAsync(Docker(plan.Engine), plan.Images);
        var missing = plan.Images.Where(image => !present.Contains(image)).ToList();
        if (missing.Count == 0)
            return;
        if (NoBuild)
            throw StackImages.Missing(plan, missing);
        BuildReporter.Note($"Not baked yet: {string.Join(", ", missing)}");
        await EnsureRootImageAsync();
        await PublishAsync();
        await BakeAsync(MetaTarget, BaseGroup, ControlGroup);
    }
}

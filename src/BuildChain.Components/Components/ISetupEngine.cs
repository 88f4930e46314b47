using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using BuildChain.EndToEnd;
using BuildChain.Engine;
using Nuke.Common;
using Nuke.Common.Utilities.Collections;

namespace BuildChain.Components;

/// <summary>A usable Docker engine, buildx and compose: the system's if good enough, else a private one.</summary>
public interface ISetupEngine : IHasLocks
{
    [Parameter("Docker engine that builds: auto (default; the system's if it is good enough, else a private one), system, or private")]
    EngineChoice Engine => TryGetValue(() => Engine) ?? EngineChoice.Auto;

    Target SetupEngine => _ => _
        .Description("Finds or starts a Docker engine with buildx and compose")
        .Executes(async () =>
        {
            var facts = (await ConnectAsync()).Facts;
            ReportSummary(_ => _
                .AddPair("Engine", $"{facts.EngineVersion}, buildx {facts.BuildxVersion}, compose {facts.ComposeVersion}"));
        });

    Target StopEngine => _ => _
        .Description("Stops the private engine; images and caches stay")
        // Whatever else was asked for may need it.
        .TryAfter<IBakeMeta>(x => x.BakeMeta)
        .TryAfter<IBakeBase>(x => x.BakeBase)
        .TryAfter<IBakeControl>(x => x.BakeControl)
        .TryAfter<IBake>(x => x.Bake)
        .TryAfter<IPlanBake>(x => x.PlanBake)
        .Executes(async () =>
        {
            var host = Engines.PrivateHost(EngineRequest);
            if (RunStore.Default.Living().Where(run => run.Engine == host).ToList() is { Count: > 0 } runs)
                throw new BuildChainException(
                    $"The private engine is in use: E2E runs {string.Join(", ", runs)} there, and would fail.", "Wait until it has ended, or end it with Ctrl-C; then ./build.sh StopEngine");
            if (!await Engines.StopAsync(EngineRequest with { Command = "./build.sh StopEngine" }, BuildReporter.Engine))
                BuildReporter.Note("No private engine was running.");
        });

    EngineRequest EngineRequest => new(Enum.Parse<EngineMode>(Engine, ignoreCase: true))
    {
        LockTimeout = Locks.Timeout,
        Command = $"./build.sh SetupEngine{(Engine == EngineChoice.Private ? " --engine private" : "")}",
    };

    /// <summary>The engine of this run: found or started at the first call.</summary>
    Task<EngineConnection> ConnectAsync()
        => ChainSession.Of(this).ConnectAsync(() => Engines.AcquireAsync(EngineRequest, BuildReporter.Engine));
}

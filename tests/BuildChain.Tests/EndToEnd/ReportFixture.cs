using BuildChain.EndToEnd;

namespace BuildChain.Tests.EndToEnd;

/// <summary>Two finished runs, one good, one in which a scenario failed.</summary>
static class ReportFixture
{
    public const string Request = "6f1c2a34-0b1d-4c5e-8f90-a1b2c3d4e5f6";
    public static readonly DateTimeOffset Start = new(2025, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static RunResult Good => new(
        Profile("e2e-docker", "docker"), "e2e-e2e-docker-0123456", "esb-e2e-docker-0123456",
        Phases((RunPhase.Tag, 0.1), (RunPhase.Ports, 0.02), (RunPhase.Build, 21.5), (RunPhase.Up, 4.2), (RunPhase.Healthy, 0.3), (RunPhase.Scenarios, 9.4), (RunPhase.Logs, 0.5), (RunPhase.Teardown, 3)), "/r/e2e-docker")
    {
        Gateway = "https://localhost:18000/",
        Images = [new RunImage("esb-gateway-docker:e2e-e2e-docker-0123456", "sha256:1f2e", "cached"), new RunImage("esb-echo:e2e-e2e-docker-0123456", "sha256:3d4c", "built")],
        Versions = new Dictionary<string, string> { ["engine"] = "28.5.2", ["commit"] = "0123456" },
        Scenarios =
        [
            new("smoke", "Esb.Scenarios.Smoke", "The_gateway_is_healthy", ScenarioOutcome.Passed, TimeSpan.FromSeconds(0.2)),
            new("standard", "Esb.Scenarios.Restart", "An_agent_that_dies_comes_back", ScenarioOutcome.Skipped, TimeSpan.Zero) { Message = "not in this mode" },
        ],
        Logs = [new ContainerLog("gateway", "/r/e2e-docker/logs/gateway.log")],
    };

    public static RunResult Bad => new(
        Profile("e2e-containerd", "containerd"), "e2e-e2e-containerd-0123456", "esb-e2e-containerd-0123456",
        [
            .. Phases((RunPhase.Tag, 0.1), (RunPhase.Ports, 0.02), (RunPhase.Build, 31), (RunPhase.Up, 14.2), (RunPhase.Healthy, 0.3)),
            new PhaseResult(RunPhase.Scenarios, PhaseOutcome.Failed, Start, TimeSpan.FromSeconds(65.25), "1 of 2 scenarios failed: A_function_that_fails<T>"),
            .. Phases((RunPhase.Logs, 0.5), (RunPhase.Teardown, 3)),
        ],
        "/r/e2e-containerd")
    {
        Scenarios =
        [
            new("smoke", "Esb.Scenarios.Smoke", "The_gateway_is_healthy", ScenarioOutcome.Passed, TimeSpan.FromSeconds(0.2)),
            new("standard", "Esb.Scenarios.Errors", "A_function_that_fails<T>", ScenarioOutcome.Failed, TimeSpan.FromSeconds(1.5))
            {
                Message = "Assert.Equal() Failure\nExpected: \"a & b\"\nActual: \u0001",
                StackTrace = "at Errors.cs:line 12",
                Output = $"POST /2015-03-31/functions/error/invocations\nrequest {Request}",
            },
        ],
        Logs = [new ContainerLog("gateway", "/r/e2e-containerd/logs/gateway.log"), new ContainerLog("runtime-node", "/r/e2e-containerd/logs/runtime-node.log")],
    };

    public static IReadOnlyList<string> Lines(ContainerLog log) =>
        log.Container == "gateway" ? ["{\"message\":\"started\"}", $"{{\"message\":\"<b>failed</b>\",\"requestId\":\"{Request}\"}}"] : ["nothing of note"];

    static E2EProfile Profile(string name, string mode) => new(name, new SourcePosition("e2e/profiles.yml", 4, 3)) { Mode = mode };

    static IReadOnlyList<PhaseResult> Phases(params (RunPhase Phase, double Seconds)[] phases)
        => [.. phases.Select(phase => new PhaseResult(phase.Phase, PhaseOutcome.Succeeded, Start, TimeSpan.FromSeconds(phase.Seconds), ""))];
}

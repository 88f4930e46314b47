using BuildChain.Compose;

namespace BuildChain.Tests.Compose;

public sealed class ServiceConditionTests
{
    static readonly StackContainer Running = new("id", "esb-x-agent-1") { State = "running", Health = "starting" };

    static readonly StackContainer Ended = new("id", "esb-x-agent-1") { State = "exited", ExitCode = 1 };

    public static TheoryData<StackContainer?, bool?, ServicePhase, string> Conditions { get; } = new()
    {
        { null, null, ServicePhase.Waiting, "no container" },
        { Running with { State = "created" }, null, ServicePhase.Waiting, "created" },
        { Running with { State = "created", Error = "no such device" }, null, ServicePhase.Failed, "no such device" },
        { Running, null, ServicePhase.Starting, "starting" },
        { Running, false, ServicePhase.Starting, "starting" },
        { Running, true, ServicePhase.Ready, "healthy" },
        { Running with { Health = "healthy" }, null, ServicePhase.Ready, "healthy" },
        { Running with { Health = "unhealthy" }, false, ServicePhase.Failed, "unhealthy" },
        { Running with { Health = "unhealthy", HealthOutput = "Health check exceeded timeout (5s)" }, false, ServicePhase.Starting, "slow to answer" },
        { Running with { Health = null }, null, ServicePhase.Ready, "running" },
        { Running with { Health = null }, false, ServicePhase.Starting, "starting" },
        { Running with { Restarts = 1, ExitCode = 1 }, null, ServicePhase.Starting, "starting again, exit code 1" },
        { Running with { IsOneShot = true, Health = null }, null, ServicePhase.Starting, "at work" },
        { Ended with { IsOneShot = true, ExitCode = 0 }, null, ServicePhase.Ready, "done" },
        { Ended with { IsOneShot = true }, null, ServicePhase.Failed, "exit code 1" },
        { Ended with { ExitCode = 0 }, null, ServicePhase.Failed, "exit code 0" },
        { Ended with { ExitCode = 137, OutOfMemory = true }, null, ServicePhase.Failed, "out of memory" },
        { Ended with { State = "restarting" }, null, ServicePhase.Starting, "restarting, exit code 1" },
        { Ended with { State = "restarting", Restarts = 3 }, null, ServicePhase.Failed, "exit code 1" },
        { Ended with { State = "restarting", ExitCode = 78 }, null, ServicePhase.Failed, "exit code 78: settings it cannot use" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_service_is_as_far_as_its_container_says(StackContainer? container, bool? answers, ServicePhase phase, string reason)
        => Assert.Equal(new ServiceCondition("agent", phase, reason), ServiceCondition.Of("agent", container, answers));
}

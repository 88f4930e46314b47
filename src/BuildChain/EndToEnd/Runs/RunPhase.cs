namespace BuildChain.EndToEnd;

/// <summary>The phases of a run, in their order.</summary>
public enum RunPhase
{
    /// <summary>A tag that no other run has, and the project named by it.</summary>
    Tag,

    /// <summary>Ports that no other run has.</summary>
    Ports,

    /// <summary>Every image, under the run's tag.</summary>
    Build,

    /// <summary>The stack of the run's project, until its containers are well.</summary>
    Up,

    /// <summary>The gateway answers where the scenarios will call it.</summary>
    Healthy,

    Scenarios,

    /// <summary>The logs of every container, before it goes.</summary>
    Logs,

    /// <summary>Containers, networks, volumes, images of the tag, leases.</summary>
    Teardown,
}

/// <summary>Phases as files and reports name them.</summary>
public static class PhaseNames
{
    /// <summary>In lower case.</summary>
    public static string Of(RunPhase phase) => phase switch
    {
        RunPhase.Tag => "tag",
        RunPhase.Ports => "ports",
        RunPhase.Build => "build",
        RunPhase.Up => "up",
        RunPhase.Healthy => "healthy",
        RunPhase.Scenarios => "scenarios",
        RunPhase.Logs => "logs",
        _ => "teardown",
    };

    /// <summary>As the end of a sentence about a phase.</summary>
    public static string Of(PhaseOutcome outcome) => outcome switch
    {
        PhaseOutcome.Succeeded => "succeeded",
        PhaseOutcome.Failed => "failed",
        PhaseOutcome.TimedOut => "timed out",
        PhaseOutcome.Cancelled => "cancelled",
        _ => "skipped",
    };
}

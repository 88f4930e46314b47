namespace BuildChain.EndToEnd;

/// <summary>Which part of a run is wanted.</summary>
public sealed record RunOptions
{
    /// <summary>Images only; they stay, and E2EClean removes them when they are named.</summary>
    public bool BuildOnly { get; init; }

    /// <summary>Scenarios only, against the stack of this address, which stays.</summary>
    public Uri? TestOnly { get; init; }

    /// <summary>The tag of the images which that stack runs.</summary>
    public string TestedTag { get; init; } = "";

    /// <summary>Leaves the stack as it is at the end.</summary>
    public bool Keep { get; init; }

    /// <summary>How long a phase that was told to stop may go on before the run goes on without it.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether a phase takes part.</summary>
    public bool Wants(RunPhase phase) => phase switch
    {
        RunPhase.Tag or RunPhase.Build => TestOnly is null,
        RunPhase.Ports or RunPhase.Up or RunPhase.Healthy => TestOnly is null && !BuildOnly,
        RunPhase.Scenarios or RunPhase.Logs => !BuildOnly,
        _ => TestOnly is null && !BuildOnly && !Keep,
    };
}

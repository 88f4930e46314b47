namespace BuildChain.EndToEnd;

public enum PhaseOutcome
{
    Succeeded,
    Failed,
    TimedOut,
    Cancelled,

    /// <summary>It was not asked for, or an earlier phase failed.</summary>
    Skipped,
}

/// <summary>What became of one phase.</summary>
/// <param name="Started">Null when it was skipped.</param>
/// <param name="Problem">What, where, why, and what to do; empty unless it went wrong.</param>
public sealed record PhaseResult(RunPhase Phase, PhaseOutcome Outcome, DateTimeOffset? Started, TimeSpan Duration, string Problem);

/// <summary>A finished run, with all that a report shows.</summary>
/// <param name="Tag">Of its images, or of those of the stack that was tested; empty when none could be had.</param>
/// <param name="Phases">All, in their order.</param>
/// <param name="Directory">Absolute; where the run's files are.</param>
public sealed record RunResult(E2EProfile Profile, string Tag, string Project, IReadOnlyList<PhaseResult> Phases, string Directory)
{
    /// <summary>A run that something outside its phases kept from being made, or from being told of.</summary>
    internal static RunResult Broken(E2EProfile profile, Exception problem)
        => new(profile, "", "", [new PhaseResult(RunPhase.Tag, PhaseOutcome.Failed, DateTimeOffset.UtcNow, TimeSpan.Zero, BuildChainException.TextOf(problem))], "");

    public IReadOnlyList<RunImage> Images { get; init; } = [];

    public IReadOnlyList<Scenario> Scenarios { get; init; } = [];

    public IReadOnlyList<ContainerLog> Logs { get; init; } = [];

    /// <summary>Versions of what the run stood on, by name: engine, buildx, compose, commit.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();

    /// <summary>The gateway as the scenarios called it; empty when it never came up.</summary>
    public string Gateway { get; init; } = "";

    /// <summary>The first phase that went wrong; null when none did.</summary>
    public PhaseResult? Failure => Phases.FirstOrDefault(phase => phase.Outcome is not (PhaseOutcome.Succeeded or PhaseOutcome.Skipped));

    public bool Succeeded => Failure is null;

    public TimeSpan Duration => Phases.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phase.Duration);
}

/// <summary>An image of a run.</summary>
/// <param name="Status"><c>built</c>, <c>cached</c> or <c>restamped</c>.</param>
public sealed record RunImage(string Reference, string Digest, string Status);

/// <summary>The log of one container.</summary>
/// <param name="Container">Its name.</param>
/// <param name="File">Absolute.</param>
public sealed record ContainerLog(string Container, string File);

public enum ScenarioOutcome
{
    Passed,
    Failed,
    Skipped,
}

/// <summary>One test of a suite.</summary>
/// <param name="Name">As the test runner shows it.</param>
public sealed record Scenario(string Suite, string ClassName, string Name, ScenarioOutcome Outcome, TimeSpan Duration)
{
    public string Message { get; init; } = "";

    public string StackTrace { get; init; } = "";

    /// <summary>What the test printed; its requests' ids are in it.</summary>
    public string Output { get; init; } = "";
}

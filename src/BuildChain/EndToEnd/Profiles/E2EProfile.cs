namespace BuildChain.EndToEnd;

/// <summary>One configuration that is built, started and tested on its own.</summary>
/// <param name="Name">As <c>--e2e-profiles</c> names it; also its folder below <c>artifacts/e2e</c>.</param>
/// <param name="At">Where it stands in the file.</param>
public sealed record E2EProfile(string Name, SourcePosition At)
{
    /// <summary><c>docker</c> or <c>containerd</c>.</summary>
    public string Mode { get; init; } = "docker";

    /// <summary>The environment that images and configuration belong to; the profile's name unless the file says otherwise.</summary>
    public string Env { get; init; } = Name;

    /// <summary>SAM template, relative to the repository's root.</summary>
    public string Template { get; init; } = "e2e/fixtures/template.yaml";

    /// <summary>Variables of the compose files.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Which scenarios run, in this order; not empty.</summary>
    public IReadOnlyList<string> Suites { get; init; } = ["smoke", "standard"];

    public PhaseTimeouts Timeouts { get; init; } = new();
}

/// <summary>How long each phase of a run may take.</summary>
public sealed record PhaseTimeouts
{
    readonly IReadOnlyDictionary<RunPhase, TimeSpan> _own = new Dictionary<RunPhase, TimeSpan>();

    public PhaseTimeouts()
    {
    }

    /// <param name="own">Those that differ from the defaults.</param>
    public PhaseTimeouts(IReadOnlyDictionary<RunPhase, TimeSpan> own) => _own = own;

    public TimeSpan Of(RunPhase phase) => _own.TryGetValue(phase, out var limit) ? limit : phase switch
    {
        RunPhase.Build => TimeSpan.FromMinutes(20),
        RunPhase.Scenarios => TimeSpan.FromMinutes(10),
        RunPhase.Up or RunPhase.Healthy or RunPhase.Teardown => TimeSpan.FromMinutes(3),
        _ => TimeSpan.FromMinutes(1),
    };
}

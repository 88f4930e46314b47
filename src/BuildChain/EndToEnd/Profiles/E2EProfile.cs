using BuildChain.Functions;

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

    /// <summary>SAM template, relative to the repository's root, or absolute.</summary>
    public string Template { get; init; } = "e2e/fixtures/template.yaml";

    /// <summary>Where the file names the template; the profile's place when it does not.</summary>
    public SourcePosition TemplateAt { get; init; } = At;

    /// <summary>Variables of the compose files.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Which scenarios run, in this order; not empty.</summary>
    public IReadOnlyList<string> Suites { get; init; } = ["smoke", "standard"];

    public PhaseTimeouts Timeouts { get; init; } = new();

    /// <summary>Absolute path of <see cref="Template"/>.</summary>
    public string TemplateIn(string root) => Path.GetFullPath(Template, root);

    /// <summary>Reads the template.</summary>
    /// <exception cref="BuildChainException">There is none, with the place that names it; or it cannot be used, with everything that is wrong in it.</exception>
    public FunctionApp ReadTemplate(string root, TemplateOptions? options = null)
    {
        var path = TemplateIn(root);
        try
        {
            return SamTemplate.Read(Path.GetRelativePath(System.Environment.CurrentDirectory, path), options);
        }
        catch (TemplateException e) when (!File.Exists(path))
        {
            throw new BuildChainException($"{TemplateAt}: profile '{Name}' takes the template {Template}. {e.Errors[0].Text}", e.Remedy, e);
        }
    }
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

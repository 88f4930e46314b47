namespace BuildChain.Bake;

/// <summary>How base images reach the images above them (variable <c>BASE_LINK</c>).</summary>
public enum BaseLink
{
    /// <summary>Whatever the bake file's default is.</summary>
    Default,

    /// <summary>As images already in the engine or a registry: <c>docker-image://…</c>.</summary>
    Image,

    /// <summary>As targets of the same bake: <c>target:…</c>.</summary>
    Target,
}

/// <summary>What is to be baked, and how. Nothing is read or checked before <see cref="BakePlanner"/> does it.</summary>
/// <param name="Root">Absolute path; the bake files and every relative path in them start here.</param>
public sealed record BakeRequest(string Root)
{
    /// <summary>Bake files in the order in which they override each other, relative to the root.</summary>
    public IReadOnlyList<string> Files { get; init; } = ["docker-bake.hcl"];

    /// <summary>Targets and groups; none means the group <c>default</c>.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The bake file's variables (<c>ESB_TAG</c> …), given to buildx as environment; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    public BaseLink BaseLink { get; init; }

    /// <summary>The buildx builder's name; null for the one that is selected.</summary>
    public string? Builder { get; init; } = "default";

    /// <summary><c>auto</c>, <c>plain</c>, <c>tty</c>, <c>quiet</c> or <c>rawjson</c>.</summary>
    public string Progress { get; init; } = "auto";

    public bool Push { get; init; }

    /// <summary>Load the images into the engine: needed with builders other than the docker driver.</summary>
    public bool Load { get; init; }

    public bool NoCache { get; init; }

    /// <summary>Targets to build anew where <see cref="NoCache"/> is not set; those they are linked to come from the cache.</summary>
    public IReadOnlyList<string> NoCacheTargets { get; init; } = [];

    public bool Pull { get; init; }

    /// <summary>
    /// Makes builds repeatable: no time in an image is later than this one (<c>SOURCE_DATE_EPOCH</c>, to the second), and what is copied into it has
    /// just this time. Null leaves times as they come.
    /// </summary>
    public DateTimeOffset? Epoch { get; init; }

    /// <summary>The root image for a builder that does not see the engine's; null where it does, or a registry has it.</summary>
    public Buildx.RootLayout? RootLayout { get; init; }

    /// <summary>Attestations that every image gets; null for none.</summary>
    public Attestations? Attestations { get; init; }

    /// <summary>Platforms for every target; none leaves those of the bake file.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>Labels to add, by target.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Labels { get; init; }
        = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Cache entries that replace those of the bake file, by target.</summary>
    public IReadOnlyDictionary<string, TargetCache> Cache { get; init; } = new Dictionary<string, TargetCache>();

    /// <summary>What a person types to bake just this target again, for failures; null when there is no such command.</summary>
    public Func<string, string>? RerunCommand { get; init; }

    /// <summary>Commands to suggest when something is missing.</summary>
    public BakeRemedies Remedies { get; init; } = new();

    internal const string GitInformation = "BUILDX_GIT_INFO";

    /// <summary>The variables buildx sees, on top of the engine's.</summary>
    public IReadOnlyDictionary<string, string?> Environment
    {
        get
        {
            var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                // Attestations carry times, and would give an unchanged image a new digest with every bake.
                ["BUILDX_NO_DEFAULT_ATTESTATIONS"] = "1",
                ["BUILDX_METADATA_PROVENANCE"] = "disabled",
                ["DOCKER_CLI_HINTS"] = "false",
            };
            // buildx asks git seven times per target, for provenance alone.
            if (Attestations is null)
                variables[GitInformation] = "false";
            foreach (var (name, value) in Variables)
                variables[name] = value;
            if (BaseLink != BaseLink.Default)
                variables["BASE_LINK"] = BaseLink == BaseLink.Image ? "image" : "target";
            return variables;
        }
    }
}

/// <summary>Cache sources and destinations of one target; an empty list means none, not the bake file's.</summary>
public sealed record TargetCache(IReadOnlyList<BakeAttributes> From, IReadOnlyList<BakeAttributes> To);

/// <summary>What images say about how they were made: provenance in full, and an SBOM.</summary>
/// <param name="SbomScanner">The image that writes the SBOM; null leaves the SBOM away.</param>
public sealed record Attestations(string? SbomScanner = Attestations.DefaultScanner)
{
    /// <summary>BuildKit's own default.</summary>
    public const string DefaultScanner = "docker/buildkit-syft-scanner:stable-1";

    /// <summary>buildx's options for them.</summary>
    internal IReadOnlyList<string> Arguments => SbomScanner is null ? ["--provenance", "mode=max"] : ["--provenance", "mode=max", "--sbom", $"generator={SbomScanner}"];
}

/// <summary>Commands that make what a bake may find missing.</summary>
public sealed record BakeRemedies
{
    public string Publish { get; init; } = "./build.sh Publish";
    public string Certificates { get; init; } = "./build.sh SetupCerts";
    public string BaseImages { get; init; } = "./build.sh BakeBase";
    public string Meta { get; init; } = "./build.sh BakeMeta";
    public string Engine { get; init; } = "./build.sh SetupEngine";
    public string RootImage { get; init; } = "./build.sh SetupRootImage";
    public string Builder { get; init; } = "docker buildx create --name NAME";
}

using Nuke.Common.Tooling;

namespace BuildChain.Components.Docker;

/// <summary>The options of <c>docker buildx bake</c>; see its reference for each.</summary>
[Command(Type = typeof(BuildxTasks), Command = nameof(BuildxTasks.BuildxBake), Arguments = "buildx bake")]
public class BuildxBakeSettings : ToolOptions
{
    /// <summary>Bake files, later ones overriding earlier ones.</summary>
    [Argument(Format = "--file {value}")]
    public IReadOnlyList<string> File => Get<List<string>>(() => File);

    [Argument(Format = "--builder {value}")]
    public string Builder => Get<string>(() => Builder);

    [Argument(Format = "--progress {value}")]
    public string Progress => Get<string>(() => Progress);

    /// <summary>Receives digests and build references as JSON when the build succeeds.</summary>
    [Argument(Format = "--metadata-file {value}")]
    public string MetadataFile => Get<string>(() => MetadataFile);

    /// <summary>Entitlements such as <c>fs.read=/path</c>; known to buildx from 0.17 on.</summary>
    [Argument(Format = "--allow {value}")]
    public IReadOnlyList<string> Allow => Get<List<string>>(() => Allow);

    /// <summary>Overrides of target values: <c>target.key=value</c>.</summary>
    [Argument(Format = "--set {value}")]
    public IReadOnlyList<string> Override => Get<List<string>>(() => Override);

    /// <summary>Such as <c>mode=max</c>.</summary>
    [Argument(Format = "--provenance {value}")]
    public string Provenance => Get<string>(() => Provenance);

    /// <summary>Such as <c>generator=&lt;image&gt;</c>.</summary>
    [Argument(Format = "--sbom {value}")]
    public string Sbom => Get<string>(() => Sbom);

    [Argument(Format = "--no-cache")]
    public bool? NoCache => Get<bool?>(() => NoCache);

    /// <summary>Asks the registry for newer versions of the images that are built upon.</summary>
    [Argument(Format = "--pull")]
    public bool? Pull => Get<bool?>(() => Pull);

    [Argument(Format = "--push")]
    public bool? Push => Get<bool?>(() => Push);

    [Argument(Format = "--load")]
    public bool? Load => Get<bool?>(() => Load);

    [Argument(Format = "--print")]
    public bool? Print => Get<bool?>(() => Print);

    /// <summary>Targets and groups; none means the group <c>default</c>.</summary>
    [Argument(Format = "{value}", Position = -1)]
    public IReadOnlyList<string> Targets => Get<List<string>>(() => Targets);
}

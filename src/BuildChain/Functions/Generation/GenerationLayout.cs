using BuildChain.Images;

namespace BuildChain.Functions.Generation;

/// <summary>Where the generated files of one environment are, relative to the repository's root, with '/' between.</summary>
/// <param name="Environment">Its name; see <see cref="EnvironmentName"/>.</param>
public sealed record GenerationLayout(string Environment)
{
    /// <summary>Everything below it is generated; it is replaced as a whole.</summary>
    public string Folder => $"{BrandNames.Folder}/{Environment}/functions";

    /// <summary>The bake file, read after the repository's own.</summary>
    public string BakeFile => $"{Folder}/{BakeFileName}";

    /// <summary><c>functions.yml</c>, <c>routing.yml</c>, <c>resources.yml</c>: what the runtime reads.</summary>
    public string Configuration => $"{BrandNames.Folder}/{Environment}/config";

    internal const string BakeFileName = "docker-bake.functions.json";

    // Names of functions start with a letter or digit: these are nobody's.
    internal const string LayersName = ".layers";
    internal const string MetaName = ".meta";

    internal string Lock => $"{BrandNames.Folder}/{Environment}/.lock-functions";
    internal string Staging => $"{BrandNames.Folder}/{Environment}/functions.new";

    internal string Meta => $"{Folder}/{MetaName}";
    internal string Context(FunctionSpec function) => $"{Folder}/{function.Name}";
    internal string Layer(LayerSpec layer) => $"{Folder}/{LayersName}/{layer.LogicalId}";
}

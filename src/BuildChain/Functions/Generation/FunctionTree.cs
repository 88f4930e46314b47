using System.Text;
using BuildChain.Meta;

namespace BuildChain.Functions.Generation;

/// <summary>All that belongs into the generated folder of an environment.</summary>
static class FunctionTree
{
    /// <summary>Reads the sources' names and links, not their content.</summary>
    /// <param name="stamps">What each image says about its origin, by bake target.</param>
    /// <exception cref="BuildChainException">Sources that cannot go into an image.</exception>
    public static IReadOnlyList<TreeEntry> Of(FunctionApp app, string bakeFile, IReadOnlyDictionary<string, VersionStamp> stamps)
        => [new TreeText(GenerationLayout.BakeFileName, bakeFile), .. Layers(app), .. Meta(app, stamps), .. app.Functions.SelectMany(function => Context(app, function))];

    /// <summary>Once for all functions that have it: bake then sends it once.</summary>
    static IEnumerable<TreeEntry> Layers(FunctionApp app)
    {
        var layers = app.Functions.SelectMany(function => function.Layers).DistinctBy(layer => layer.LogicalId, StringComparer.Ordinal)
            .OrderBy(layer => layer.LogicalId, StringComparer.Ordinal).ToList();
        return layers.Count == 0 ? [] : [new TreeDirectory(GenerationLayout.LayersName), .. layers.SelectMany(layer => Layer(app, layer))];
    }

    static IEnumerable<TreeEntry> Layer(FunctionApp app, LayerSpec layer)
    {
        var folder = $"{GenerationLayout.LayersName}/{layer.LogicalId}";
        yield return new TreeDirectory(folder);
        // As `sam build` puts it: the packages of a layer that it makes itself lie where Python looks for them.
        if (layer.BuildMethod?.StartsWith("python", StringComparison.Ordinal) == true)
            yield return new TreeDirectory(folder += "/python");
        foreach (var entry in Sources(app, layer.Directory, folder))
            yield return entry;
    }

    static IEnumerable<TreeEntry> Meta(FunctionApp app, IReadOnlyDictionary<string, VersionStamp> stamps)
        => app.Functions.Count == 0 ? [] : app.Functions.Select(FunctionTargets.Of).SelectMany(target => new TreeEntry[]
        {
            new TreeDirectory($"{GenerationLayout.MetaName}/{target}"),
            new TreeText($"{GenerationLayout.MetaName}/{target}/{MetaStage.FileName}", Encoding.UTF8.GetString(stamps[target].ToJson())),
        }).Prepend(new TreeDirectory(GenerationLayout.MetaName));

    static TreeEntry[] Context(FunctionApp app, FunctionSpec function)
    {
        TreeEntry[] own =
        [
            new TreeDirectory(function.Name),
            new TreeText($"{function.Name}/Dockerfile", FunctionDockerfile.Render(function)),
            new TreeText($"{function.Name}/{DockerIgnore.FileName}", FunctionDockerfile.Ignore(function)),
        ];
        var code = $"{function.Name}/{FunctionDockerfile.CodeName}";
        return function.Code switch
        {
            ZipCode zip => [.. own, new TreeDirectory(code), .. Sources(app, zip.Directory, code)],
            InlineCode inline => [.. own, new TreeDirectory(code), new TreeText($"{code}/index.py", inline.Text)],
            _ => own,
        };
    }

    static IEnumerable<TreeEntry> Sources(FunctionApp app, string directory, string folder)
        => SourceTree.Read(directory, Path.GetDirectoryName(app.TemplatePath)!).Select(entry => entry.Below(folder));
}

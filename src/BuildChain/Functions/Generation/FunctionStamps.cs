using BuildChain.Meta;

namespace BuildChain.Functions.Generation;

/// <summary>What function images say about their origin: the last commit that touched the function's own code, so that a commit elsewhere changes no image.</summary>
public static class FunctionStamps
{
    /// <summary>Asks git about the directory of the template, wherever it is; stamps without a commit where it is under no version control.</summary>
    /// <returns>By bake target.</returns>
    public static async Task<IReadOnlyDictionary<string, VersionStamp>> ReadAsync(
        FunctionApp app, string brand, string version, CancellationToken cancellationToken = default)
    {
        var directory = Path.GetDirectoryName(app.TemplatePath)!;
        var inputs = app.Functions
            .Select(function => new ImageInput(FunctionTargets.Of(function), StampKind.LastChange, [.. Sources(app, function).Select(path => Path.GetRelativePath(directory, path))]))
            .ToList();
        var git = await GitFacts.ReadAsync(directory, ImageInputs.AskedOfGit(inputs), cancellationToken);
        return ImageInputs.Stamp(git, inputs, brand, version);
    }

    /// <summary>The files and directories that go into the functions' images: code, layers, and the template itself.</summary>
    public static IReadOnlyList<string> Sources(FunctionApp app)
        => [.. app.Functions.SelectMany(function => Sources(app, function)).Append(app.TemplatePath).Distinct(StringComparer.Ordinal)];

    static IEnumerable<string> Sources(FunctionApp app, FunctionSpec function)
    {
        var code = function.Code switch
        {
            ZipCode zip => zip.Directory,
            ImageCode image => image.Context,
            _ => app.TemplatePath,
        };
        return function.Layers.Select(layer => layer.Directory).Prepend(code);
    }
}

using BuildChain.Bake;
using BuildChain.Locking;
using BuildChain.Meta;

namespace BuildChain.Functions.Generation;

/// <summary>What functions are generated from, and for whom.</summary>
/// <param name="Root">The repository's root, absolute.</param>
/// <param name="Stamps">What each image says about its origin, by bake target.</param>
/// <param name="Brand">What image names start with.</param>
public sealed record GenerationRequest(
    string Root, GenerationLayout Layout, FunctionApp App, IReadOnlyDictionary<string, VersionStamp> Stamps, string Brand = BrandNames.Slug)
{
    /// <summary>The template as every clone names it, for labels and configuration: relative to the root, with '/' between; of one elsewhere its file's name.</summary>
    public string Template => FunctionBakeFile.Template(App, Root);
}

/// <summary>The generated files of an environment, which stay as they are until this is disposed: another process that wants others waits.</summary>
public sealed class GeneratedFunctions : IDisposable
{
    readonly FileLock held;

    internal GeneratedFunctions(GenerationRequest request, bool changed, FileLock held) => (Request, Changed, this.held) = (request, changed, held);

    public GenerationRequest Request { get; }

    /// <summary>Whether anything had to be written.</summary>
    public bool Changed { get; }

    /// <summary>Relative to the root.</summary>
    public string BakeFile => Request.Layout.BakeFile;

    /// <summary>A bake with the functions' targets among those that can be asked for, and what their images say about themselves.</summary>
    public BakeRequest AddTo(BakeRequest bake)
    {
        var labels = new Dictionary<string, IReadOnlyDictionary<string, string>>(bake.Labels, StringComparer.Ordinal);
        foreach (var (target, stamp) in Request.Stamps)
            labels[target] = stamp.ToLabels();
        return bake with { Files = [.. bake.Files, BakeFile], Labels = labels };
    }

    public void Dispose() => held.Dispose();
}

/// <summary>Writes contexts, Dockerfiles, the bake file and the configuration of a template's functions.</summary>
public static class FunctionGenerator
{
    /// <summary>
    /// Makes the files what they should be. The same template gives the same bytes; a file whose content is right is not written and keeps its
    /// time; what belongs to no function any more is gone. A process killed meanwhile leaves the functions as they were.
    /// </summary>
    /// <exception cref="BuildChainException">Sources that cannot go into an image, two functions of one target.</exception>
    /// <exception cref="LockTimeoutException">Another process bakes other functions of the same environment for too long.</exception>
    public static async Task<GeneratedFunctions> GenerateAsync(GenerationRequest request, LockOptions? locks = null, CancellationToken cancellationToken = default)
    {
        FunctionTargets.EnsureDistinct(request.App);
        var (root, layout) = (request.Root, request.Layout);
        var tree = FunctionTree.Of(request.App, FunctionBakeFile.Render(request.App, layout, root), request.Stamps);
        var folder = new StagedFolder(Path.Combine(root, layout.Folder), Path.Combine(root, layout.Staging));
        var configuration = ConfigurationFiles.Render(request.App, request.Brand, request.Template)
            .ToDictionary(file => Path.Combine(root, layout.Configuration, file.Key), file => file.Value, StringComparer.Ordinal);

        var path = Path.Combine(root, layout.Lock);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Between two locks somebody else may write, so that it is looked at again. A file system that keeps no modes never gets it right.
        for (var (changed, right) = (false, true); ; changed = true)
        {
            var held = await FileLock.AcquireAsync(path, LockMode.Shared, locks, cancellationToken);
            if (!right || (folder.Holds(tree) && !folder.HasRemainders && configuration.All(file => Holds(file.Key, file.Value))))
                return new GeneratedFunctions(request, changed, held);
            held.Dispose();

            await using var own = await FileLock.AcquireAsync(path, LockMode.Exclusive, locks, cancellationToken);
            folder.RemoveRemainders();
            if (!folder.Holds(tree))
                folder.Replace(tree);
            Directory.CreateDirectory(Path.Combine(root, layout.Configuration));
            foreach (var (file, text) in configuration.Where(file => !Holds(file.Key, file.Value)))
                AtomicFile.Write(file, text);
            right = folder.Holds(tree);
        }
    }

    static bool Holds(string file, string text) => File.Exists(file) && File.ReadAllText(file) == text;
}

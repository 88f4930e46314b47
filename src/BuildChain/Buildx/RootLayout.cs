using System.Formats.Tar;
using BuildChain.Bake;
using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.Buildx;

/// <summary>
/// The root image as an OCI layout in the repository, for a builder that does not see the engine's images: it is often one that no registry has.
/// </summary>
/// <param name="Image">The reference that Dockerfiles and build arguments name it by.</param>
/// <param name="Directory">The layout, relative to the root.</param>
public sealed record RootLayout(string Image, string Directory)
{
    const string Parent = $"{BrandNames.Folder}/root-image";

    /// <summary>What takes the image's place as a named context.</summary>
    internal string Context => $"oci-layout://./{Directory}";

    /// <summary>Writes the layout where it is not there yet; one per image id.</summary>
    /// <returns>Null where the engine does not have the image: then a registry gives it to the builder.</returns>
    public static async Task<RootLayout?> EnsureAsync(EngineConnection engine, string image, string root, CancellationToken cancellationToken = default)
    {
        var docker = DockerCli.Of(engine);
        if (!(await EngineImages.IdsAsync(docker, [image], cancellationToken)).TryGetValue(image, out var id))
            return null;
        var layout = new RootLayout(image, $"{Parent}/{id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..][..16]}");
        var directory = Path.Combine(root, layout.Directory);
        if (System.IO.Directory.Exists(directory))
            return layout;

        var fresh = $"{directory}.{Guid.NewGuid():N}";
        System.IO.Directory.CreateDirectory(fresh);
        try
        {
            await SaveAsync(engine, image, fresh, cancellationToken);
            Publish(fresh, directory);
        }
        finally
        {
            if (System.IO.Directory.Exists(fresh))
                System.IO.Directory.Delete(fresh, recursive: true);
        }
        return layout;
    }

    static async Task SaveAsync(EngineConnection engine, string image, string directory, CancellationToken cancellationToken)
    {
        var archive = directory + ".tar";
        try
        {
            await ProcessRunner.RunAsync(engine.Docker("image", "save", "--output", archive, image), cancellationToken);
            await TarFile.ExtractToDirectoryAsync(archive, directory, overwriteFiles: false, cancellationToken);
        }
        finally
        {
            File.Delete(archive);
        }
        if (!File.Exists(Path.Combine(directory, "index.json")))
        {
            throw new BuildChainException(
                $"This engine ({engine.Facts.EngineVersion}) does not write {image} as an OCI layout, and the builder cannot see the engine's images.",
                "Use an engine from 25 on, or a root image that a registry in the builder's reach has: --os-root-image");
        }
    }

    // Another build may have been faster; its layout is the same.
    static void Publish(string fresh, string directory)
    {
        try
        {
            System.IO.Directory.Move(fresh, directory);
        }
        catch (IOException) when (System.IO.Directory.Exists(directory))
        {
            // It was.
        }
    }
}

using BuildChain.Engine;
using BuildChain.Images;
using BuildChain.Processes;

namespace BuildChain.Bake;

/// <summary>Asks the engine for images by their references.</summary>
public static class EngineImages
{
    /// <summary>Those of the references that the engine has, by one call of <c>docker image inspect</c>.</summary>
    /// <exception cref="ProcessFailedException">The engine does not answer.</exception>
    public static async Task<IReadOnlySet<string>> PresentAsync(
        DockerCli docker, IReadOnlyCollection<string> references, CancellationToken cancellationToken = default)
    {
        var tags = (await InspectAsync(docker, references, "{{range .RepoTags}}{{println .}}{{end}}", cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return references.Where(r => tags.Contains(Familiar(r))).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The id of each reference that the engine has, by one call of <c>docker image inspect</c>.</summary>
    /// <exception cref="ProcessFailedException">The engine does not answer.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> IdsAsync(
        DockerCli docker, IReadOnlyCollection<string> references, CancellationToken cancellationToken = default)
    {
        var output = await InspectAsync(docker, references, "{{$id := .Id}}{{range .RepoTags}}{{$id}} {{println .}}{{end}}", cancellationToken);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in output.Where(line => line.Contains(' ', StringComparison.Ordinal)))
            ids[line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]] = line[..line.IndexOf(' ', StringComparison.Ordinal)];
        return references.Where(r => ids.ContainsKey(Familiar(r))).Distinct(StringComparer.Ordinal)
            .ToDictionary(r => r, r => ids[Familiar(r)], StringComparer.Ordinal);
    }

    /// <summary>Gives images that the engine has further names; on a unix socket by asking the engine itself, which spares a process for each.</summary>
    /// <param name="tags">New names by what is known already: a reference or an id.</param>
    /// <returns>False when one did not get its name, usually because its image is gone at this moment; others may have got theirs.</returns>
    internal static async Task<bool> TryTagAsync(
        DockerCli docker, IReadOnlyCollection<(string Image, string Name)> tags, CancellationToken cancellationToken = default)
    {
        var all = await Task.WhenAll(tags.Select(tag => DockerApi.SocketOf(docker.Host) is { } socket
            ? TryTagAsync(socket, tag.Image, ImageReference.Parse(tag.Name), cancellationToken)
            : TryTagAsync(docker, tag, cancellationToken)));
        return all.All(succeeded => succeeded);
    }

    static Task<bool> TryTagAsync(string socket, string image, ImageReference name, CancellationToken cancellationToken)
        => DockerApi.TryPostAsync(
            socket, $"/images/{image}/tag?repo={name.Name}&tag={name.Tag ?? "latest"}", cancellationToken);

    static async Task<bool> TryTagAsync(DockerCli docker, (string Image, string Name) tag, CancellationToken cancellationToken)
        => (await ProcessRunner.TryRunAsync(
            new ProcessRequest(docker.Path, ["image", "tag", tag.Image, tag.Name]) { Environment = docker.Environment }, cancellationToken)).Succeeded;

    static async Task<IReadOnlyList<string>> InspectAsync(
        DockerCli docker, IReadOnlyCollection<string> references, string format, CancellationToken cancellationToken)
    {
        if (references.Count == 0)
            return [];
        var result = await ProcessRunner.TryRunAsync(
            new ProcessRequest(docker.Path, ["image", "inspect", "--format", format, .. references]) { Environment = docker.Environment },
            cancellationToken);
        // Exit code 1 and "No such image" for each one that is missing; the others are printed all the same.
        if (!result.Succeeded && !result.Error.Contains("No such image", StringComparison.OrdinalIgnoreCase))
            result.EnsureSuccess();
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>The short form in which the engine lists an image.</summary>
    static string Familiar(string reference)
    {
        var text = Without(Without(reference, "docker.io/"), "library/");
        return ImageReference.TryParse(text) is { Tag: null, Digest: null } ? text + ":latest" : text;
    }

    static string Without(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
}

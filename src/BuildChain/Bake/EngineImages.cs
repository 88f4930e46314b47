using System.Text.Json;
using BuildChain.Engine;
using BuildChain.Images;
using BuildChain.Processes;

namespace BuildChain.Bake;

/// <summary>Asks the engine for images by their references.</summary>
public static class EngineImages
{
    /// <summary>Those of the references that the engine has.</summary>
    /// <exception cref="ProcessFailedException">The engine does not answer.</exception>
    public static async Task<IReadOnlySet<string>> PresentAsync(
        DockerCli docker, IReadOnlyCollection<string> references, CancellationToken cancellationToken = default)
        => (await IdsAsync(docker, references, cancellationToken)).Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>The id of each reference that the engine has.</summary>
    /// <exception cref="ProcessFailedException">The engine does not answer.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> IdsAsync(
        DockerCli docker, IReadOnlyCollection<string> references, CancellationToken cancellationToken = default)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (tag, id) in await TagsAsync(docker, references, cancellationToken))
            ids[tag] = id;
        return references.Where(r => ids.ContainsKey(Familiar(r))).Distinct(StringComparer.Ordinal)
            .ToDictionary(r => r, r => ids[Familiar(r)], StringComparer.Ordinal);
    }

    /// <summary>The value of a label by the reference of each image that the engine has; empty for an image without it.</summary>
    /// <exception cref="ProcessFailedException">The engine does not answer.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> LabelAsync(
        DockerCli docker, IReadOnlyCollection<string> references, string label, CancellationToken cancellationToken = default)
    {
        if (references.Count == 0)
            return new Dictionary<string, string>();
        var format = $$$$"""{{$l := ""}}{{with .Config.Labels}}{{$l = index . "{{{{label}}}}"}}{{end}}{{range .RepoTags}}{{.}} {{println $l}}{{end}}""";
        var lines = await InspectAsync(docker, references, format, cancellationToken);
        var values = lines.Select(line => line.Split(' ', 2)).DistinctBy(line => line[0]).ToDictionary(line => line[0], line => line.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);
        return references.Where(r => values.ContainsKey(Familiar(r))).Distinct(StringComparer.Ordinal).ToDictionary(r => r, r => values[Familiar(r)], StringComparer.Ordinal);
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

    /// <summary>All tags of the images that the references name.</summary>
    static async Task<IReadOnlyList<(string Tag, string Id)>> TagsAsync(DockerCli docker, IReadOnlyCollection<string> references, CancellationToken cancellationToken)
    {
        if (references.Count == 0)
            return [];
        if (DockerApi.SocketOf(docker.Host) is { } socket)
        {
            var answers = await Task.WhenAll(references.Select(reference => DockerApi.TryGetAsync(socket, $"/images/{reference}/json", cancellationToken)));
            // Nothing at all may mean that nobody listens, which the CLI tells.
            if (answers.OfType<JsonElement>().ToList() is { Count: > 0 } images)
                return [.. images.SelectMany(Tags)];
        }
        var lines = await InspectAsync(docker, references, "{{$id := .Id}}{{range .RepoTags}}{{$id}} {{println .}}{{end}}", cancellationToken);
        return [.. lines.Select(line => line.Split(' ')).Where(line => line.Length == 2).Select(line => (line[1], line[0]))];
    }

    static IEnumerable<(string Tag, string Id)> Tags(JsonElement image)
        => image.GetProperty("RepoTags") is { ValueKind: JsonValueKind.Array } tags
            ? tags.EnumerateArray().Select(tag => (tag.GetString()!, image.GetProperty("Id").GetString()!)) : [];

    static async Task<IReadOnlyList<string>> InspectAsync(
        DockerCli docker, IReadOnlyCollection<string> references, string format, CancellationToken cancellationToken)
    {
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

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
        var result = await ProcessRunner.TryRunAsync(
            new ProcessRequest(docker.Path, ["image", "inspect", "--format", "{{range .RepoTags}}{{println .}}{{end}}", .. references])
            {
                Environment = docker.Environment,
            },
            cancellationToken);
        // Exit code 1 and "No such image" for each one that is missing; the others are printed all the same.
        if (!result.Succeeded && !result.Error.Contains("No such image", StringComparison.OrdinalIgnoreCase))
            result.EnsureSuccess();
        var tags = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        return references.Where(r => tags.Contains(Familiar(r))).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The short form in which the engine lists an image.</summary>
    static string Familiar(string reference)
    {
        var text = Without(Without(reference, "docker.io/"), "library/");
        return Images.ImageReference.TryParse(text) is { Tag: null, Digest: null } ? text + ":latest" : text;
    }

    static string Without(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
}

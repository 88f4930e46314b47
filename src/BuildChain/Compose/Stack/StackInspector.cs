using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.Compose;

/// <summary>Asks the engine what there is of a project.</summary>
public sealed class StackInspector(EngineConnection engine)
{
    const string ComposeLabel = "label=com.docker.compose.project=";
    const string OwnLabel = $"label={BrandNames.Labels}project=";

    /// <summary>The project's containers, running or not: services first, then functions.</summary>
    /// <exception cref="ProcessFailedException">The engine does not answer.</exception>
    public async Task<IReadOnlyList<StackContainer>> ContainersAsync(string project, CancellationToken cancellationToken = default)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var label in new[] { ComposeLabel, OwnLabel })
            ids.UnionWith(await LinesAsync(cancellationToken, "container", "ls", "--all", "--quiet", "--no-trunc", "--filter", label + project));
        return await InspectAsync(ids, cancellationToken);
    }

    /// <summary>The containers, running or not, that have all of these labels, each as <c>key=value</c>.</summary>
    internal async Task<IReadOnlyList<StackContainer>> WithLabelsAsync(IReadOnlyList<string> labels, CancellationToken cancellationToken)
        => await InspectAsync(
            await LinesAsync(cancellationToken, ["container", "ls", "--all", "--quiet", "--no-trunc", .. labels.SelectMany(label => new[] { "--filter", $"label={label}" })]), cancellationToken);

    async Task<IReadOnlyList<StackContainer>> InspectAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];

        var result = await ProcessRunner.TryRunAsync(engine.Docker(["container", "inspect", .. ids]), cancellationToken);
        // One that ended between the two questions is no reason to know nothing of the others.
        if (!result.Succeeded && !result.Error.Contains("No such container", StringComparison.OrdinalIgnoreCase))
            result.EnsureSuccess();
        return ContainerReader.Read(result.Output);
    }

    /// <summary>Names of the project's networks and volumes.</summary>
    /// <param name="kind"><c>network</c> or <c>volume</c>.</param>
    public async Task<IReadOnlyList<string>> NamesAsync(string kind, string project, CancellationToken cancellationToken = default)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var label in new[] { ComposeLabel, OwnLabel })
            names.UnionWith(await LinesAsync(cancellationToken, kind, "ls", "--format", "{{.Name}}", "--filter", label + project));
        return [.. names];
    }

    /// <summary>Every project that the engine has a container or a network of.</summary>
    public async Task<IReadOnlySet<string>> ProjectsAsync(CancellationToken cancellationToken = default)
    {
        const string both = $"{{{{.Label \"com.docker.compose.project\"}}}}\n{{{{.Label \"{BrandNames.Labels}project\"}}}}";
        var containers = await LinesAsync(cancellationToken, "container", "ls", "--all", "--format", both);
        var networks = await LinesAsync(cancellationToken, "network", "ls", "--format", both);
        return containers.Concat(networks).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The projects that this chain started, by their containers' labels.</summary>
    public async Task<IReadOnlyList<string>> OwnProjectsAsync(CancellationToken cancellationToken = default)
        => [.. new SortedSet<string>(
            await LinesAsync(cancellationToken, "container", "ls", "--all", "--format", $"{{{{.Label \"{BrandNames.Labels}project\"}}}}", "--filter", $"label={BrandNames.Labels}managed=true"),
            StringComparer.Ordinal)];

    async Task<string[]> LinesAsync(CancellationToken cancellationToken, params string[] arguments)
        => (await ProcessRunner.RunAsync(engine.Docker(arguments), cancellationToken)).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

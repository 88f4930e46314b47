using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.Compose;

/// <summary>Removes everything of a project: first who starts containers, then the functions' containers, then the rest.</summary>
public static class StackRemoval
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Works for any mode, for what is left of a start that failed, and for nothing at all.</summary>
    /// <param name="root">Where the compose files are.</param>
    /// <param name="volumes">The volumes too.</param>
    /// <param name="execute">Runs compose.</param>
    public static async Task<StackRemoved> RunAsync(
        EngineConnection engine, string root, string project, bool volumes,
        Func<ComposeInvocation, CancellationToken, Task<ComposeExecution>> execute, CancellationToken cancellationToken = default)
    {
        var inspector = new StackInspector(engine);
        var containers = await inspector.ContainersAsync(project, cancellationToken);
        var before = new StackRemoved(project, containers, await inspector.NamesAsync("network", project, cancellationToken),
            await inspector.NamesAsync("volume", project, cancellationToken), volumes);
        // The agent would start a function's container anew, and compose cannot remove a network that one is attached to.
        await RemoveAsync(engine, "container", [.. Ids(containers, c => c.Service == "agent"), .. Ids(containers, c => c.Function is not null)], cancellationToken);
        if (containers.Any(c => c.Service is not null) || before.Networks.Count > 0)
            await ComposeAsync(engine, root, project, volumes, execute, cancellationToken);

        // What compose does not know of: its files may have changed since the start.
        await RemoveAsync(engine, "container", [.. (await inspector.ContainersAsync(project, cancellationToken)).Select(c => c.Id)], cancellationToken);
        await RemoveAsync(engine, "network", await inspector.NamesAsync("network", project, cancellationToken), cancellationToken);
        if (volumes)
            await RemoveAsync(engine, "volume", await inspector.NamesAsync("volume", project, cancellationToken), cancellationToken);
        return before;
    }

    static IEnumerable<string> Ids(IReadOnlyList<StackContainer> containers, Func<StackContainer, bool> which) => containers.Where(which).Select(c => c.Id);

    static async Task ComposeAsync(
        EngineConnection engine, string root, string project, bool volumes,
        Func<ComposeInvocation, CancellationToken, Task<ComposeExecution>> execute, CancellationToken cancellationToken)
    {
        // Without files: compose finds the project by its labels, in whatever mode it was started.
        string[] arguments = ["compose", "--project-name", project, "down", "--remove-orphans", .. volumes ? new[] { "--volumes" } : []];
        var environment = new Dictionary<string, string?>(engine.Environment, StringComparer.Ordinal) { ["COMPOSE_FILE"] = null };
        await execute(new ComposeInvocation(engine.DockerPath, arguments, root, environment, Limit), cancellationToken);
    }

    static async Task RemoveAsync(EngineConnection engine, string kind, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
            return;
        string[] options = kind == "container" ? ["--force", "--volumes"] : [];
        var result = await ProcessRunner.TryRunAsync(engine.Docker([kind, "rm", .. options, .. names]), cancellationToken);
        if (!result.Succeeded && !result.Error.Contains("No such", StringComparison.OrdinalIgnoreCase) && !result.Error.Contains("already in progress", StringComparison.Ordinal))
            result.EnsureSuccess();
    }
}

/// <summary>What there was of a project before it was removed.</summary>
/// <param name="WithVolumes">False when the volumes are still there.</param>
public sealed record StackRemoved(
    string Project, IReadOnlyList<StackContainer> Containers, IReadOnlyList<string> Networks, IReadOnlyList<string> Volumes, bool WithVolumes)
{
    /// <summary>Other projects of this chain in the same engine, for a message when there was nothing of this one.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    public bool IsNothing => Containers.Count + Networks.Count + Volumes.Count == 0;

    public override string ToString()
    {
        if (IsNothing)
            return StackStatus.Nothing(Project, Others);
        var functions = Containers.Count(c => c.Function is not null);
        string[] gone =
        [
            .. Count(Containers.Count - functions, "service"), .. Count(functions, "function container"),
            .. Count(Networks.Count, "network"), .. Count(WithVolumes ? Volumes.Count : 0, "volume"),
        ];
        var kept = WithVolumes || Volumes.Count == 0 ? "" : $"; kept: {string.Join(", ", Volumes)} (--volumes removes)";
        return (gone.Length == 0 ? $"There is nothing of {Project}" : $"Removed of {Project}: {string.Join(", ", gone)}") + kept;
    }

    static IEnumerable<string> Count(int number, string what) => number == 0 ? [] : [Amount.Of(number, what)];
}

using System.Collections.Concurrent;
using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.Compose;

/// <summary>The lines that the containers of a stack wrote: services' and functions' alike.</summary>
public sealed class StackLogs(EngineConnection engine, string project)
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    readonly StackInspector _inspector = new(engine);

    /// <summary>What was written so far, in the order of time.</summary>
    /// <param name="names">Services or functions; none means all.</param>
    /// <exception cref="BuildChainException">A name that the project does not have.</exception>
    public async Task<IReadOnlyList<StackLogLine>> ReadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default)
    {
        var logs = await Task.WhenAll((await KnownAsync(names, cancellationToken)).Select(container => LinesOfAsync(container, cancellationToken)));
        // Stable: lines of one moment stay in their container's order.
        return [.. logs.SelectMany(lines => lines).OrderBy(line => line.Time, StringComparer.Ordinal)];
    }

    /// <summary>Hands on every line as it comes, of containers that start later too, until the project has no container left.</summary>
    /// <exception cref="BuildChainException">A name that the project does not have at the start.</exception>
    public async Task FollowAsync(IReadOnlyList<string> names, Action<StackLogLine> onLine, CancellationToken cancellationToken = default)
    {
        var followers = new Dictionary<string, LogFollower>(StringComparer.Ordinal);
        for (var containers = await KnownAsync(names, cancellationToken);
             containers.Count > 0;
             containers = Chosen(await _inspector.ContainersAsync(project, cancellationToken), names))
        {
            foreach (var container in containers)
            {
                if (!followers.TryGetValue(container.Id, out var follower))
                    followers[container.Id] = follower = new LogFollower(engine, container, onLine);
                else if (container.State != "running")
                    continue;
                follower.Continue(cancellationToken);
            }

            await Task.Delay(LookEvery, cancellationToken);
        }

        await Task.WhenAll(followers.Values.Select(follower => follower.EndAsync()));
    }

    /// <summary>A container's name in front of its lines: the service's or the function's.</summary>
    public static string NameOf(StackContainer container) => container.Service ?? container.Function ?? container.Name;

    async Task<IReadOnlyList<StackContainer>> KnownAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var containers = await _inspector.ContainersAsync(project, cancellationToken);
        if (containers.Count == 0)
            throw new BuildChainException(
                StackStatus.Nothing(project, await _inspector.OwnProjectsAsync(cancellationToken), ", so it has no logs"), "Name its --env, or start it: ./build.sh Up");
        var known = containers.Select(NameOf).Distinct(StringComparer.Ordinal).ToList();
        if (names.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new BuildChainException($"{project} has no container of a service or function '{unknown}'. Known are: {NearestName.Describe(unknown, known)}");
        return Chosen(containers, names);
    }

    static IReadOnlyList<StackContainer> Chosen(IReadOnlyList<StackContainer> containers, IReadOnlyList<string> names)
        => names.Count == 0 ? containers : [.. containers.Where(container => names.Contains(NameOf(container), StringComparer.Ordinal))];

    async Task<IReadOnlyList<StackLogLine>> LinesOfAsync(StackContainer container, CancellationToken cancellationToken)
    {
        var (name, lines) = (NameOf(container), new ConcurrentQueue<StackLogLine>());
        var request = engine.Docker("container", "logs", "--timestamps", container.Id) with
        {
            KeepsOutput = false,
            OnLine = line => lines.Enqueue(StackLogLine.Of(name, line.Text)),
        };
        await ProcessRunner.TryRunAsync(request, cancellationToken);
        return [.. lines];
    }
}

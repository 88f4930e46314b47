using BuildChain.Compose;
using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.EndToEnd;

/// <summary>Saves the logs of a project's containers.</summary>
static class RunLogs
{
    /// <summary>One file per container, named by service or function; both of the container's streams, as the engine has them.</summary>
    public static async Task<IReadOnlyList<ContainerLog>> CollectAsync(EngineConnection engine, string project, string directory, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var logs = new List<ContainerLog>();
        foreach (var container in await new StackInspector(engine).ContainersAsync(project, cancellationToken))
        {
            var name = container.Service ?? container.Name;
            var result = await ProcessRunner.TryRunAsync(engine.Docker("container", "logs", container.Id), cancellationToken);
            if (!result.Succeeded)
                continue; // It went since it was listed.
            var file = Path.Combine(directory, $"{name}.log");
            await File.WriteAllTextAsync(file, string.Concat(new[] { result.Output, result.Error }.Where(text => text.Length > 0).Select(text => text + "\n")), cancellationToken);
            logs.Add(new ContainerLog(name, file));
        }
        return logs;
    }
}

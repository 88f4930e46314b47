using System.Text;
using BuildChain.Compose;
using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.EndToEnd;

/// <summary>Saves the logs of a project's containers.</summary>
static class RunLogs
{
    /// <summary>
    /// One file per container, named by service, or by function and container; lines of both streams as they come. What <see cref="FunctionLogs"/>
    /// saved of containers that went is among them.
    /// </summary>
    public static async Task<IReadOnlyList<ContainerLog>> CollectAsync(EngineConnection engine, string project, string directory, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var containers = await new StackInspector(engine).ContainersAsync(project, cancellationToken);
        foreach (var container in containers)
            await SaveAsync(engine, container, directory, cancellationToken);
        var services = containers.Select(container => container.Service).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Directory.EnumerateFiles(directory, "*.log").Select(file => new ContainerLog(Path.GetFileNameWithoutExtension(file), file))
                .OrderBy(log => !services.Contains(log.Container)).ThenBy(log => log.Container, StringComparer.Ordinal),
        ];
    }

    static async Task SaveAsync(EngineConnection engine, StackContainer container, string directory, CancellationToken cancellationToken)
    {
        var name = container.Service ?? (container.Function is { } function ? FunctionLogs.NameOf(function, container.Name) : container.Name);
        var (lines, gate) = (new StringBuilder(), new Lock());
        var result = await ProcessRunner.TryRunAsync(
            engine.Docker("container", "logs", container.Id) with
            {
                KeepsOutput = false,
                OnLine = line =>
                {
                    lock (gate)
                        lines.Append(line.Text).Append('\n');
                },
            },
            cancellationToken);
        // Not where it went since it was listed.
        if (result.Succeeded)
            await File.WriteAllTextAsync(Path.Combine(directory, $"{name}.log"), lines.ToString(), cancellationToken);
    }
}

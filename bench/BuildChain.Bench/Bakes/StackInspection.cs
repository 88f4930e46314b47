using BuildChain.Compose;
using BuildChain.Processes;

namespace BuildChain.Bench.Bakes;

/// <summary>What the engine knows of a stack that <c>./build.sh Up</c> started.</summary>
static class StackInspection
{
    /// <exception cref="BuildChainException">The stack does not publish what it should.</exception>
    public static async Task<StackPorts> PortsAsync(BenchContext context, string project, CancellationToken cancellationToken)
    {
        var ports = (await new StackInspector(context.BuildEngine).ContainersAsync(project, cancellationToken)).SelectMany(container => container.Ports).ToList();
        int Outside(int inside) => ports.FirstOrDefault(port => port.ContainerPort == inside)?.Port
            ?? throw new BuildChainException($"The stack {project} publishes no port for {inside}.");
        return new StackPorts(Outside(8443), Outside(50051), Outside(9091));
    }

    /// <summary>Removes every image of a tag.</summary>
    public static async Task RemoveImagesAsync(BenchContext context, string tag)
    {
        var engine = context.BuildEngine;
        var images = (await ProcessRunner.RunAsync(engine.Docker("image", "ls", "--filter", $"reference=*:{tag}", "--format", "{{.Repository}}:{{.Tag}}"))).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (images.Length > 0)
            await ProcessRunner.TryRunAsync(engine.Docker(["image", "rm", "--force", .. images]));
    }
}

using BuildChain.Engine;
using BuildChain.Locking;
using BuildChain.Processes;

namespace BuildChain.Compose;

/// <summary>What there is of a stack in the engine, by what its containers and its own configuration say, whatever the files here say by now.</summary>
/// <param name="Mode">Of the compose file that it was started from.</param>
/// <param name="Root">Where that file is; absolute, on the machine that started it.</param>
/// <param name="Functions">What it serves.</param>
public sealed record RunningStack(string Project, string Mode, string Root, StackFunctions Functions)
{
    const string Provisioner = "provisioner";

    /// <summary>The one of a project; null when there is none that has got as far as a configuration.</summary>
    public static async Task<RunningStack?> FindAsync(EngineConnection engine, string project, CancellationToken cancellationToken = default)
        => await ProvisionersAsync(engine, $"com.docker.compose.project={project}", cancellationToken) is [var provisioner, ..]
            ? await ReadAsync(engine, provisioner, cancellationToken) : null;

    /// <summary>Those of other projects that run images of the plan's names and tag.</summary>
    public static async Task<IReadOnlyList<RunningStack>> WithImagesOfAsync(StackPlan plan, CancellationToken cancellationToken = default)
    {
        var stacks = new List<RunningStack>();
        var images = plan.Images;
        foreach (var provisioner in await ProvisionersAsync(plan.Engine, $"{BrandNames.Labels}managed=true", cancellationToken))
        {
            if (provisioner.Project != plan.Settings.Project && images.Contains(provisioner.Image, StringComparer.Ordinal)
                && await ReadAsync(plan.Engine, provisioner, cancellationToken) is { } stack)
                stacks.Add(stack);
        }
        return stacks;
    }

    /// <summary>Whether it was started from that folder, by whatever path.</summary>
    internal bool IsFrom(StackSettings settings)
        => Root == settings.Root
            || (FileIdentity.OfPath(Path.Combine(Root, settings.ComposeFile)) is { } file && FileIdentity.OfPath(Path.Combine(settings.Root, settings.ComposeFile)) is { } own && file.Equals(own));

    // The service that every mode has; it has done its work, and shows the volume all the same.
    static async Task<IReadOnlyList<StackContainer>> ProvisionersAsync(EngineConnection engine, string label, CancellationToken cancellationToken)
        => await new StackInspector(engine).WithLabelsAsync([label, $"com.docker.compose.service={Provisioner}"], cancellationToken);

    static async Task<RunningStack?> ReadAsync(EngineConnection engine, StackContainer provisioner, CancellationToken cancellationToken)
    {
        if (provisioner.ComposeFiles.Split(',')[0] is not { Length: > 0 } file || await ConfigurationAsync(engine, provisioner, cancellationToken) is not { } text)
            return null;
        try
        {
            // docker-compose.<mode>.yml
            return new RunningStack(
                provisioner.Project, Path.GetFileName(file).Split('.') is [_, var mode, ..] ? mode : "", Path.GetDirectoryName(file) ?? "", StackFunctions.Read(text, "functions.yml"));
        }
        catch (BuildChainException)
        {
            return null; // Somebody else's configuration is no reason not to start.
        }
    }

    static async Task<string?> ConfigurationAsync(EngineConnection engine, StackContainer provisioner, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            var copy = engine.Docker("container", "cp", "--quiet", $"{provisioner.Id}:/app/runtime-config/functions.yml", file);
            return (await ProcessRunner.TryRunAsync(copy, cancellationToken)).Succeeded ? await File.ReadAllTextAsync(file, cancellationToken) : null;
        }
        finally
        {
            File.Delete(file);
        }
    }
}

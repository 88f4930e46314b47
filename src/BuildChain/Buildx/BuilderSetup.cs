using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.Buildx;

/// <summary>What became of a builder that was asked for.</summary>
public enum BuilderOutcome
{
    /// <summary>It was there, as it should be.</summary>
    Reused,

    /// <summary>It was not there.</summary>
    Created,

    /// <summary>It was there with other settings; its cache stays.</summary>
    Recreated,
}

/// <summary>Creates builders, and checks those that are there.</summary>
public static class BuilderSetup
{
    /// <summary>Makes the builder what it should be and starts it.</summary>
    /// <param name="folder">Where configurations of builders are kept.</param>
    /// <param name="state">The builder as it is; null where there is none.</param>
    /// <exception cref="BuildChainException">A builder of that name with another driver; one that does not start.</exception>
    public static async Task<BuilderOutcome> EnsureAsync(
        EngineConnection engine, BuilderSpec spec, BuilderState? state, string folder, CancellationToken cancellationToken = default)
    {
        spec.Checked();
        if (state is not null && state.Driver != spec.Driver)
        {
            throw new BuildChainException(
                $"Builder '{spec.Name}' is there with the driver {(state.IsEngine ? "docker" : state.Driver)}, not {spec.Driver}.",
                $"Give another name, or remove it: docker buildx rm {spec.Name}");
        }

        var place = Path.Combine(folder, spec.Name);
        var configuration = Path.Combine(place, "buildkitd.toml");
        var command = string.Join('\n', BuilderCommands.Create(spec, configuration)) + "\n" + BuildkitConfiguration.Render(spec.Settings);
        var outcome = state is null ? BuilderOutcome.Created : IsWritten(Path.Combine(place, "command"), command) ? BuilderOutcome.Reused : BuilderOutcome.Recreated;
        if (outcome != BuilderOutcome.Reused)
        {
            Directory.CreateDirectory(place);
            AtomicFile.Write(configuration, BuildkitConfiguration.Render(spec.Settings));
            if (outcome == BuilderOutcome.Recreated)
                await ProcessRunner.RunAsync(engine.Docker(BuilderCommands.Remove(spec.Name)), cancellationToken);
            await ProcessRunner.RunAsync(engine.Docker(BuilderCommands.Create(spec, configuration)) with { Remedy = Remedy(spec.Driver, spec.Name) }, cancellationToken);
            AtomicFile.Write(Path.Combine(place, "command"), command, AtomicFile.Private);
        }
        await CheckAsync(engine, spec.Name, spec.Driver, cancellationToken);
        return outcome;
    }

    /// <summary>Starts a builder where it is not running.</summary>
    /// <returns>What buildx says about it.</returns>
    /// <exception cref="BuildChainException">It does not start; with what to do about it.</exception>
    public static async Task<string> CheckAsync(EngineConnection engine, string name, string driver, CancellationToken cancellationToken = default)
    {
        var request = engine.Docker(BuilderCommands.Inspect(name));
        var result = await ProcessRunner.TryRunAsync(request, cancellationToken);
        // With --bootstrap a node that cannot be reached is told in the text, not by the exit code.
        var error = result.Output.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("Error:", StringComparison.Ordinal));
        return result.Succeeded && error is null
            ? result.Output
            : throw new BuildChainException($"Builder '{name}' does not start: {error ?? result.Error}\n  command:   {request.CommandLine}", Remedy(driver, name));
    }

    static string Remedy(string driver, string name)
        => driver switch
        {
            BuilderSpec.Container => $"It needs an image of BuildKit, which a registry gives: --driver-opt image=REGISTRY/moby/buildkit:TAG names one in reach, 'docker load' brings one without. docker buildx rm {name} removes it",
            BuilderSpec.Kubernetes => $"Its cluster is that of the kube configuration's current context ('kubectl config get-contexts'). See 'kubectl get pods' in its namespace (--driver-opt namespace=…), and the image its pods need (--driver-opt image=…). docker buildx rm {name} removes it",
            BuilderSpec.Remote => $"Is a buildkitd listening at its address, and its certificate trusted (--driver-opt cacert=…, cert=…, key=…)? docker buildx rm {name} removes it",
            _ => "./build.sh SetupEngine",
        };

    static bool IsWritten(string file, string text) => File.Exists(file) && File.ReadAllText(file) == text;
}

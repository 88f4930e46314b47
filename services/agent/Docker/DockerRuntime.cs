using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Esb.Agent.Containers;
using Esb.Agent.Functions;

namespace Esb.Agent.Docker;

/// <summary>Function containers on the Docker engine, in the network that the agent shares with them.</summary>
sealed class DockerRuntime(EngineClient engine, StackIdentity stack, string network, string region) : IContainerRuntime
{
    const int LogLines = 20;

    /// <inheritdoc/>
    public async Task<string> ImageIdAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.ImageIdAsync(image, cancellationToken)
                ?? throw new ContainerException($"The image {image} is not in the engine. Bake it: ./build.sh BakeFunctions --tag {Tag(image)}");
        }
        catch (EngineException e)
        {
            throw new ContainerException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public Task PrepareAsync(string image, CancellationToken cancellationToken) => ImageIdAsync(image, cancellationToken);

    /// <inheritdoc/>
    public async Task<FunctionContainer> StartAsync(string name, FunctionSpec function, string fingerprint, CancellationToken cancellationToken)
    {
        try
        {
            var id = await engine.CreateAsync(name, Container(function, fingerprint), cancellationToken);
            await engine.StartAsync(id, cancellationToken);
            var details = await engine.InspectAsync(id, cancellationToken);
            return new(name, function.Name, fingerprint, Address(details.NetworkSettings), details.State.Running);
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // Made or not, whatever the engine got to.
            await RemoveQuietlyAsync(name);
            if (e is EngineException)
                throw new ContainerException(e.Message, e);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string name, TimeSpan grace, CancellationToken cancellationToken)
    {
        try
        {
            if (grace > TimeSpan.Zero)
                await engine.StopAsync(name, grace, cancellationToken);
            await engine.RemoveAsync(name, cancellationToken);
        }
        catch (EngineException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // Gone already.
        }
        catch (EngineException e)
        {
            throw new ContainerException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FunctionContainer>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var containers = await engine.ListAsync(ContainerLabels.Filters(stack), cancellationToken);
            return [.. containers.Select(container => new FunctionContainer(
                container.Names is [var name, ..] ? name.TrimStart('/') : container.Id,
                container.Labels.GetValueOrDefault(ContainerLabels.Function, ""),
                container.Labels.GetValueOrDefault(ContainerLabels.Fingerprint, ""),
                Address(container.NetworkSettings),
                container.State == "running"))];
        }
        catch (EngineException e)
        {
            throw new ContainerException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async Task<string> LogTailAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await engine.LogTailAsync(name, LogLines, cancellationToken)).TrimEnd();
        }
        catch (EngineException)
        {
            return "";
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ContainerEnd> EndsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var ends = engine.EndsAsync(ContainerLabels.Filters(stack), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(ends))
        {
            var attributes = ends.Current.Actor.Attributes;
            yield return new(attributes.GetValueOrDefault("name", ends.Current.Actor.ID), $"exit code {attributes.GetValueOrDefault("exitCode", "unknown")}");
        }
    }

    /// <inheritdoc/>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            await engine.PingAsync(cancellationToken);
            return null;
        }
        catch (EngineException e)
        {
            return e.Message;
        }
    }

    static async Task<bool> NextAsync(IAsyncEnumerator<ContainerEvent> ends)
    {
        try
        {
            return await ends.MoveNextAsync();
        }
        catch (EngineException e)
        {
            throw new ContainerException(e.Message, e);
        }
    }

    async Task RemoveQuietlyAsync(string name)
    {
        try
        {
            await engine.RemoveAsync(name, CancellationToken.None);
        }
        catch (EngineException)
        {
            // The failure that led here is the one to report.
        }
    }

    CreateContainer Container(FunctionSpec function, string fingerprint)
    {
        var limits = ContainerLimits.Of(function.MemoryMiB);
        return new(
            function.Image,
            [.. FunctionVariables.Of(function, region).Select(variable => $"{variable.Key}={variable.Value}")],
            ContainerLabels.Of(stack, function.Name, fingerprint),
            new HostConfig
            {
                NetworkMode = network,
                Memory = limits.MemoryBytes,
                MemorySwap = limits.MemoryBytes,
                NanoCpus = (long)(limits.Cpus * 1e9),
                CpuShares = limits.CpuShares,
                PidsLimit = ContainerLimits.Processes,
                Ulimits = [new Ulimit("nofile", ContainerLimits.OpenFiles, ContainerLimits.OpenFiles)],
                Tmpfs = new Dictionary<string, string>
                {
                    ["/tmp"] = string.Create(CultureInfo.InvariantCulture, $"rw,exec,nosuid,nodev,mode=1777,size={ContainerLimits.TemporaryBytes}"),
                },
                LogConfig = new("json-file", new Dictionary<string, string> { ["max-size"] = "5m", ["max-file"] = "2" }),
            });
    }

    string Address(NetworkSettings? settings) =>
        settings?.Networks?.GetValueOrDefault(network)?.IPAddress ?? "";

    static string Tag(string image) => image[(image.LastIndexOf(':') + 1)..];
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Esb.Common.Node;
using Esb.RuntimeNode.Containerd;
using Esb.RuntimeNode.Network;

namespace Esb.RuntimeNode.Functions;

/// <summary>Function containers in containerd: network, file system, process.</summary>
sealed partial class NodeContainers(ContainerdApi containerd, NodeImages images, CniNetwork network, ContainerLogs logs, NodeSettings node, ILogger log)
{
    const uint Terminate = 15, Kill = 9;
    static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);
    static readonly bool UnifiedGroups = File.Exists("/sys/fs/cgroup/cgroup.controllers");

    /// <summary>Starts a container; nothing of it is left when that fails.</summary>
    public async Task<NodeContainer> StartAsync(StartContainer container, CancellationToken cancellationToken)
    {
        // It names files here, and a host there.
        if (!Name().IsMatch(container.Name))
            throw new NodeException($"\"{container.Name}\" is no container's name: it must be letters, digits, '_', '.' and '-', at most 63");
        var started = Stopwatch.GetTimestamp();
        var image = await images.GetAsync(container.Image, cancellationToken);
        try
        {
            await NetworkNamespace.CreateAsync(CniNetwork.Namespace(container.Name));
            var attach = network.AttachAsync(container.Name, cancellationToken);
            try
            {
                await CreateAsync(container, image, cancellationToken);
            }
            finally
            {
                await ((Task)attach).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            var address = await attach;
            await containerd.StartTaskAsync(container.Name, cancellationToken);
            log.LogInformation("{Container} started at {Address} after {Milliseconds} ms",
                container.Name, address, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return new(container.Name, container.Labels, address, true);
        }
        catch
        {
            await TryRemoveAsync(container.Name, TimeSpan.Zero);
            throw;
        }
    }

    /// <summary>Ends and removes a container, whatever there is of it; one that is gone already is fine.</summary>
    /// <param name="grace">How long it may take to end by itself.</param>
    /// <exception cref="NodeException">Something of it is left.</exception>
    public async Task RemoveAsync(string name, TimeSpan grace)
    {
        if (await TryRemoveAsync(name, grace) is { Count: > 0 } problems)
            throw new NodeException($"{name} is not removed altogether: {string.Join("; ", problems)}");
    }

    /// <summary>All containers, running or not.</summary>
    public async Task<IReadOnlyList<NodeContainer>> ListAsync(CancellationToken cancellationToken)
    {
        var running = await containerd.ListRunningAsync(cancellationToken);
        var containers = await containerd.ListContainersAsync(cancellationToken);
        return [.. containers.Select(container => new NodeContainer(
            container.Id, container.Labels, network.Address(container.Id), running.Contains(container.Id)))];
    }

    /// <summary>Containers as their process ends.</summary>
    public async IAsyncEnumerable<NodeEnd> EndsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var starved = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var task in containerd.TaskEventsAsync(cancellationToken))
        {
            if (task.ExitCode is { } code)
                yield return new(task.Container, starved.Remove(task.Container) ? $"out of memory, exit code {code}" : $"exit code {code}");
            else
                starved.Add(task.Container);
        }
    }

    /// <summary>Removes every container of an earlier run of the node, whose processes ended with it.</summary>
    public async Task RemoveAllAsync(CancellationToken cancellationToken)
    {
        foreach (var container in await containerd.ListContainersAsync(cancellationToken))
        {
            await TryRemoveAsync(container.Id, TimeSpan.Zero);
            log.LogInformation("{Container} of an earlier run is removed", container.Id);
        }
    }

    async Task CreateAsync(StartContainer container, ImageConfiguration image, CancellationToken cancellationToken)
    {
        var record = new ContainerRecord(container.Name, container.Labels, container.Image, node.Runtime, node.Snapshotter);
        // The record comes first: what it refers to is safe from containerd's garbage collection.
        await containerd.CreateContainerAsync(record, FunctionSpec.Of(container, image, UnifiedGroups).ToJson(), cancellationToken);
        var mounts = await containerd.PrepareSnapshotAsync(node.Snapshotter, container.Name, image.TopLayer, cancellationToken);
        await containerd.CreateTaskAsync(container.Name, mounts, logs.Open(container.Name), cancellationToken);
    }

    /// <summary>Goes to its end whatever fails; returns what did.</summary>
    async Task<IReadOnlyList<string>> TryRemoveAsync(string name, TimeSpan grace)
    {
        string?[] problems =
        [
            await TryAsync(name, () => EndAsync(name, grace)),
            await TryAsync(name, () => containerd.DeleteTaskAsync(name, CancellationToken.None)),
            await TryAsync(name, () => containerd.DeleteContainerAsync(name, CancellationToken.None)),
            await TryAsync(name, () => containerd.RemoveSnapshotAsync(node.Snapshotter, name, CancellationToken.None)),
            File.Exists(CniNetwork.Namespace(name)) ? await TryAsync(name, () => network.DetachAsync(name, CancellationToken.None)) : null,
        ];
        logs.Close(name);
        return [.. problems.OfType<string>()];
    }

    async Task EndAsync(string name, TimeSpan grace)
    {
        if (grace > TimeSpan.Zero)
        {
            using var patience = new CancellationTokenSource(grace);
            await containerd.KillTaskAsync(name, Terminate, all: false, CancellationToken.None);
            if (await EndsWithinAsync(name, patience.Token))
                return;
        }
        using var limit = new CancellationTokenSource(KillLimit);
        await containerd.KillTaskAsync(name, Kill, all: true, CancellationToken.None);
        await EndsWithinAsync(name, limit.Token);
    }

    async Task<bool> EndsWithinAsync(string name, CancellationToken limit)
    {
        try
        {
            await containerd.WaitTaskAsync(name, limit);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    async Task<string?> TryAsync(string name, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (ContainerdException e) when (e.IsNotFound)
        {
            // It never came to this step, or was removed before.
        }
        catch (Exception e) when (e is ContainerdException or CommandException or IOException)
        {
            log.LogWarning("{Container} is not removed altogether: {Reason}", name, e.Message);
            return e.Message;
        }
        return null;
    }
}

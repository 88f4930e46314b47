using System.Runtime.CompilerServices;

namespace Esb.RuntimeNode.Containerd;

/// <summary>containerd's services as far as function containers need them, in one namespace. Field numbers are those of its published API (v1).</summary>
sealed class ContainerdApi(ContainerdConnection connection)
{
    /// <summary>Whose containers and images these are; others could share the containerd.</summary>
    public const string Namespace = BrandNames.Slug;

    const string SpecType = "types.containerd.io/opencontainers/runtime-spec/1/Spec";
    const string Containers = "containerd.services.containers.v1.Containers/";
    const string Tasks = "containerd.services.tasks.v1.Tasks/";
    const string Snapshots = "containerd.services.snapshots.v1.Snapshots/";
    const string Images = "containerd.services.images.v1.Images/";

    /// <summary>Null when containerd serves (grpc.health.v1), else why not.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        const int serving = 1;
        try
        {
            var answer = await connection.CallAsync("grpc.health.v1.Health/Check", null, new(), cancellationToken, TimeSpan.FromSeconds(2));
            return answer.Number(1) == serving ? null : "containerd answers, but does not serve";
        }
        catch (ContainerdException e)
        {
            return e.Message;
        }
    }

    /// <summary>Records a container; its file system and process come next.</summary>
    public Task CreateContainerAsync(ContainerRecord container, byte[] spec, CancellationToken cancellationToken) => CallAsync(
        Containers + "Create",
        new ProtoWriter().Message(1, new ProtoWriter()
            .Text(1, container.Id)
            .Map(2, container.Labels)
            .Text(3, container.Image)
            .Message(4, new ProtoWriter().Text(1, container.Runtime))
            .Message(5, new ProtoWriter().Text(1, SpecType).Bytes(2, spec))
            .Text(6, container.Snapshotter)
            .Text(7, container.Id)),
        cancellationToken);

    /// <summary>All recorded containers.</summary>
    public async Task<IReadOnlyList<ContainerRecord>> ListContainersAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync(Containers + "List", new(), cancellationToken);
        return [.. answer.Messages(1).Select(container => new ContainerRecord(
            container.Text(1), container.Map(2), container.Text(3), container.Message(4).Text(1), container.Text(6)))];
    }

    /// <summary>Forgets a container.</summary>
    public Task DeleteContainerAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(Containers + "Delete", new ProtoWriter().Text(1, id), cancellationToken);

    /// <summary>Makes a container's own file system on top of an image's; returns its mounts, to be passed on as they are.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> PrepareSnapshotAsync(
        string snapshotter, string key, string parent, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(Snapshots + "Prepare", new ProtoWriter().Text(1, snapshotter).Text(2, key).Text(3, parent), cancellationToken);
        return [.. answer.All(1)];
    }

    /// <summary>Whether there is a file system of this name, such as that of an image's layers.</summary>
    public async Task<bool> HasSnapshotAsync(string snapshotter, string name, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(Snapshots + "Stat", new ProtoWriter().Text(1, snapshotter).Text(2, name), cancellationToken);
            return true;
        }
        catch (ContainerdException e) when (e.IsNotFound)
        {
            return false;
        }
    }

    /// <summary>Removes a container's own file system.</summary>
    public Task RemoveSnapshotAsync(string snapshotter, string key, CancellationToken cancellationToken) =>
        CallAsync(Snapshots + "Remove", new ProtoWriter().Text(1, snapshotter).Text(2, key), cancellationToken);

    /// <summary>Makes a container's process, which waits to be started. Both outputs go to the URI.</summary>
    public Task CreateTaskAsync(string id, IReadOnlyList<ReadOnlyMemory<byte>> rootMounts, string output, CancellationToken cancellationToken)
    {
        var request = new ProtoWriter().Text(1, id);
        foreach (var mount in rootMounts)
            request.Bytes(3, mount.Span);
        return CallAsync(Tasks + "Create", request.Text(5, output).Text(6, output), cancellationToken);
    }

    /// <summary>Lets the process run.</summary>
    public Task StartTaskAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(Tasks + "Start", new ProtoWriter().Text(1, id), cancellationToken);

    /// <summary>Sends a signal to the process, or to all of the container.</summary>
    public Task KillTaskAsync(string id, uint signal, bool all, CancellationToken cancellationToken) =>
        CallAsync(Tasks + "Kill", new ProtoWriter().Text(1, id).Number(3, signal).Number(4, all ? 1UL : 0), cancellationToken);

    /// <summary>Waits for the process to end.</summary>
    public Task WaitTaskAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(Tasks + "Wait", new ProtoWriter().Text(1, id), cancellationToken);

    /// <summary>Forgets an ended process.</summary>
    public Task DeleteTaskAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(Tasks + "Delete", new ProtoWriter().Text(1, id), cancellationToken);

    /// <summary>Ids of the containers whose process runs.</summary>
    public async Task<IReadOnlySet<string>> ListRunningAsync(CancellationToken cancellationToken)
    {
        const int running = 2;
        var answer = await CallAsync(Tasks + "List", new(), cancellationToken);
        return answer.Messages(1).Where(process => process.Number(4) == running).Select(process => Id(process)).ToHashSet(StringComparer.Ordinal);

        // containerd 1.x puts the container's id into the process's own.
        static string Id(ProtoMessage process) => process.Text(1) is { Length: > 0 } container ? container : process.Text(2);
    }

    /// <summary>The digest that an image's name stands for here; null when there is no such image.</summary>
    public async Task<string?> ImageDigestAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await CallAsync(Images + "Get", new ProtoWriter().Text(1, name), cancellationToken)).Message(1).Message(3).Text(2);
        }
        catch (ContainerdException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Names of all images.</summary>
    public async Task<IReadOnlyList<string>> ListImagesAsync(CancellationToken cancellationToken) =>
        [.. (await CallAsync(Images + "List", new(), cancellationToken)).Messages(1).Select(image => image.Text(1))];

    /// <summary>Forgets an image; what only it needed is removed in the background.</summary>
    public Task DeleteImageAsync(string name, CancellationToken cancellationToken) =>
        CallAsync(Images + "Delete", new ProtoWriter().Text(1, name), cancellationToken);

    /// <summary>A small blob of an image: a manifest or a configuration.</summary>
    public async Task<byte[]> ReadContentAsync(string digest, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var request = new ProtoWriter().Text(1, digest);
        await foreach (var part in connection.StreamAsync("containerd.services.content.v1.Content/Read", Namespace, request, cancellationToken))
            content.Write(part.Bytes(2).Span);
        return content.ToArray();
    }

    /// <summary>Containers as their process ends, and as one of theirs is killed for want of memory.</summary>
    public async IAsyncEnumerable<TaskEvent> TaskEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string exit = "/tasks/exit", oom = "/tasks/oom";
        var request = new ProtoWriter().Texts(1, [$"topic==\"{exit}\"", $"topic==\"{oom}\""]);
        await foreach (var envelope in connection.StreamAsync("containerd.services.events.v1.Events/Subscribe", null, request, cancellationToken))
        {
            var details = envelope.Message(4).Message(2);
            if (envelope.Text(2) != Namespace)
                continue;
            if (envelope.Text(3) == oom)
                yield return new(details.Text(1), null);
            else if (details.Text(1) == details.Text(2))
                yield return new(details.Text(1), (int)details.Number(4));
        }
    }

    Task<ProtoMessage> CallAsync(string method, ProtoWriter request, CancellationToken cancellationToken) =>
        connection.CallAsync(method, Namespace, request, cancellationToken);
}

/// <summary>A container as containerd records it; its snapshot has the same name.</summary>
sealed record ContainerRecord(string Id, IReadOnlyDictionary<string, string> Labels, string Image, string Runtime, string Snapshotter);

/// <summary>A container whose process ended with a code, or that ran out of memory (no code).</summary>
sealed record TaskEvent(string Container, int? ExitCode);

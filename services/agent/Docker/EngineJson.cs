using System.Text.Json.Serialization;

namespace Esb.Agent.Docker;

/// <summary>What the engine is asked to make; names and units are its API's.</summary>
sealed record CreateContainer(string Image, IReadOnlyList<string> Env, IReadOnlyDictionary<string, string> Labels, HostConfig HostConfig);

/// <summary>How it is kept in. Bytes, billionths of a CPU.</summary>
sealed record HostConfig
{
    public required string NetworkMode { get; init; }

    public required long Memory { get; init; }

    /// <summary>Memory and swap together: the same as <see cref="Memory"/> means no swap.</summary>
    public required long MemorySwap { get; init; }

    public required long NanoCpus { get; init; }

    public required long CpuShares { get; init; }

    public required long PidsLimit { get; init; }

    public required IReadOnlyList<Ulimit> Ulimits { get; init; }

    public required IReadOnlyDictionary<string, string> Tmpfs { get; init; }

    public required LogConfig LogConfig { get; init; }

    public IReadOnlyList<string> CapDrop { get; init; } = ["ALL"];

    public IReadOnlyList<string> SecurityOpt { get; init; } = ["no-new-privileges"];

    public bool ReadonlyRootfs { get; init; } = true;

    /// <summary>No init of the engine's: the runtime interface is process 1.</summary>
    public bool Init { get; init; }

    public string IpcMode { get; init; } = "private";
}

/// <summary>A limit per process, such as <c>nofile</c>.</summary>
sealed record Ulimit(string Name, long Soft, long Hard);

/// <summary>Where the engine keeps the output.</summary>
sealed record LogConfig(string Type, IReadOnlyDictionary<string, string> Config);

/// <summary>The engine's answer to a creation.</summary>
sealed record CreatedContainer(string Id);

/// <summary>One container in detail.</summary>
sealed record ContainerDetails(ContainerStatus State, NetworkSettings NetworkSettings);

/// <summary>Whether it runs.</summary>
sealed record ContainerStatus(bool Running);

/// <summary>Its networks by name.</summary>
sealed record NetworkSettings(IReadOnlyDictionary<string, EndpointSettings>? Networks);

/// <summary>Its place in one network; the address is empty while it does not run.</summary>
sealed record EndpointSettings(string? IPAddress);

/// <summary>One container of a list. <paramref name="State"/> is <c>running</c>, <c>exited</c>, …; names start with a slash.</summary>
sealed record ContainerSummary(
    string Id, IReadOnlyList<string> Names, IReadOnlyDictionary<string, string> Labels, string State, NetworkSettings? NetworkSettings);

/// <summary>One image.</summary>
sealed record ImageDetails(string Id);

/// <summary>Something that happened to a container.</summary>
sealed record ContainerEvent(EventActor Actor);

/// <summary>The container, with its labels and the event's own attributes, <c>exitCode</c> for one.</summary>
sealed record EventActor(string ID, IReadOnlyDictionary<string, string> Attributes);

/// <summary>A refusal.</summary>
sealed record EngineError([property: JsonPropertyName("message")] string? Message);

[JsonSerializable(typeof(CreateContainer))]
[JsonSerializable(typeof(CreatedContainer))]
[JsonSerializable(typeof(ContainerDetails))]
[JsonSerializable(typeof(ContainerSummary[]))]
[JsonSerializable(typeof(ContainerEvent))]
[JsonSerializable(typeof(ImageDetails))]
[JsonSerializable(typeof(EngineError))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
sealed partial class EngineJson : JsonSerializerContext;

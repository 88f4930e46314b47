using System.Text.Json;
using System.Text.Json.Serialization;

namespace Esb.Common.Node;

/// <summary>
/// What the agent asks of the runtime node in containerd mode: JSON over HTTP on a unix socket that both have in a volume.
/// <c>POST /v1/containers</c> (<see cref="StartContainer"/> → <see cref="NodeContainer"/>), <c>GET /v1/containers</c>,
/// <c>DELETE /v1/containers/{name}?graceMs=</c>, <c>GET /v1/containers/{name}/log?lines=</c>,
/// <c>GET /v1/images?reference=</c> (<see cref="NodeImage"/>), the same as <c>POST</c> to pull it too, <c>GET /v1/ends</c> (a line of <see cref="NodeEnd"/> per
/// container that ends), <c>GET /health</c>. Failures are a <see cref="NodeError"/>.
/// </summary>
public static class NodeContract
{
    /// <summary>The socket's place in both containers.</summary>
    public const string DefaultSocket = $"/run/{BrandNames.Slug}-node/node.sock";
}

/// <summary>A container to start. How it is kept in (no capabilities, read-only, /tmp in memory) is the node's business.</summary>
/// <param name="Name">Its name, unused so far.</param>
/// <param name="Image">The whole reference, such as <c>registry:5000/esb-echo:latest</c>; it is pulled when it changed.</param>
/// <param name="Labels">Kept with it.</param>
/// <param name="Environment">Variables on top of the image's.</param>
/// <param name="MemoryBytes">What it may use, /tmp included.</param>
/// <param name="TemporaryBytes">The size of /tmp.</param>
/// <param name="Cpus">How many CPUs it may use.</param>
/// <param name="CpuShares">Its weight among others, 1024 being a service's.</param>
/// <param name="Processes">How many processes and threads it may have.</param>
/// <param name="OpenFiles">How many files one of its processes may have open.</param>
public sealed record StartContainer(
    string Name,
    string Image,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Environment,
    long MemoryBytes,
    long TemporaryBytes,
    double Cpus,
    int CpuShares,
    int Processes,
    int OpenFiles);

/// <summary>A container of the node. The address is empty when it does not run.</summary>
public sealed record NodeContainer(string Name, IReadOnlyDictionary<string, string> Labels, string Address, bool Running);

/// <summary>What an image reference stands for now: a digest such as <c>sha256:…</c>.</summary>
public sealed record NodeImage(string Id);

/// <summary>A container that ended. The reason is half a sentence, such as <c>exit code 1</c>.</summary>
public sealed record NodeEnd(string Name, string Reason);

/// <summary>Why a request failed, for a person.</summary>
public sealed record NodeError(string Message);

/// <summary>How both sides write it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StartContainer))]
[JsonSerializable(typeof(NodeContainer))]
[JsonSerializable(typeof(IReadOnlyList<NodeContainer>))]
[JsonSerializable(typeof(NodeImage))]
[JsonSerializable(typeof(NodeEnd))]
[JsonSerializable(typeof(NodeError))]
public sealed partial class NodeJson : JsonSerializerContext;

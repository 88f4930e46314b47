using System.Text.Json;
using System.Text.Json.Serialization;

namespace Esb.Gateway.Agent;

sealed record AcquireRequest(string RequestId, long TimeoutMs);

/// <summary>A container that is ours until it is released.</summary>
/// <param name="Lease">What it is released by.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Address">Host and port of its invoke API.</param>
/// <param name="ColdStart">Whether it was started for this invocation.</param>
sealed record Lease([property: JsonPropertyName("lease")] string Id, string Container, string Address, bool ColdStart);

sealed record ReleaseRequest(bool Reusable);

sealed record AgentError(string? Error, string? Message);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AcquireRequest))]
[JsonSerializable(typeof(Lease))]
[JsonSerializable(typeof(ReleaseRequest))]
[JsonSerializable(typeof(AgentError))]
sealed partial class AgentJson : JsonSerializerContext;

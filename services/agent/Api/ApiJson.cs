using System.Text.Json;
using System.Text.Json.Serialization;
using Esb.Agent.Pool;

namespace Esb.Agent.Api;

/// <summary>The body of an acquire. <paramref name="TimeoutMs"/>: how long the caller waits; 30 seconds when absent.</summary>
sealed record AcquireRequest(string? RequestId, long? TimeoutMs);

/// <summary>A lease: the caller alone talks to the container until it releases it.</summary>
sealed record AcquireAnswer(string Lease, string Container, string Address, bool ColdStart);

/// <summary>The body of a release; without one the container is used again.</summary>
sealed record ReleaseRequest(bool Reusable = true);

/// <summary>How many containers were stopped.</summary>
sealed record StopAnswer(int Stopped);

/// <summary>A refusal: a word for programs, a message for people.</summary>
sealed record ErrorAnswer(string Error, string Message);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AcquireRequest))]
[JsonSerializable(typeof(AcquireAnswer))]
[JsonSerializable(typeof(ReleaseRequest))]
[JsonSerializable(typeof(StopAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ContainerView>))]
sealed partial class ApiJson : JsonSerializerContext;

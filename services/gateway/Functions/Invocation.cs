using Esb.Gateway.Http;

namespace Esb.Gateway.Functions;

/// <summary>Where an invocation comes from; the name is the metrics' and the log's.</summary>
enum InvocationSource
{
    /// <summary>The invoke API, whose caller waits.</summary>
    Invoke,

    /// <summary>The invoke API, queued.</summary>
    Event,

    /// <summary>A route.</summary>
    Api,

    /// <summary>A schedule.</summary>
    Schedule,
}

/// <summary>One call of a function.</summary>
/// <param name="Payload">The event, JSON; it has to stay valid until the call ended.</param>
sealed record Invocation(string Function, ReadOnlyMemory<byte> Payload, RequestIdentity Identity, InvocationSource Source)
{
    /// <summary>The caller's client context, base64 of JSON, or null.</summary>
    public string? ClientContext { get; init; }

    /// <summary>Whether the caller wants the end of the log.</summary>
    public bool WantsLog { get; init; }
}

/// <summary>What the function answered, be it its own error.</summary>
/// <param name="Body">Disposed by whoever answers with it.</param>
/// <param name="FunctionError">The kind of error, such as <c>Unhandled</c>, or null.</param>
/// <param name="LogResult">The end of the log in base64, or null.</param>
/// <param name="Room">What the body takes of the memory for payloads, or null.</param>
sealed record FunctionAnswer(PooledBuffer Body, string ContentType, string? FunctionError, string? LogResult, IDisposable? Room = null) : IDisposable
{
    public void Dispose()
    {
        Body.Dispose();
        Room?.Dispose();
    }
}

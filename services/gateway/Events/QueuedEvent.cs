using Esb.Gateway.Functions;
using Esb.Gateway.Http;

namespace Esb.Gateway.Events;

/// <summary>An invocation whose caller does not wait.</summary>
/// <param name="payload">The event; the queue disposes it.</param>
/// <param name="since">When it was accepted.</param>
sealed class QueuedEvent(
    string function, PooledBuffer payload, RequestIdentity identity, InvocationSource source, DateTimeOffset since, string? clientContext = null)
{
    volatile bool _isWaiting = true;

    public string Function => function;

    public RequestIdentity Identity => identity;

    public PooledBuffer Payload => payload;

    public DateTimeOffset Since => since;

    /// <summary>Whether the function was not tried yet.</summary>
    public bool IsWaiting => _isWaiting;

    /// <summary>The call of the function.</summary>
    public Invocation ToInvocation() =>
        new(function, payload.Length == 0 ? "{}"u8.ToArray() : payload.Written, identity, source) { ClientContext = clientContext };

    /// <summary>It is being tried.</summary>
    public void Begin() => _isWaiting = false;
}

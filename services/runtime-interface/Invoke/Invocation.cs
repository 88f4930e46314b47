using Esb.RuntimeInterface.Logs;

namespace Esb.RuntimeInterface.Invoke;

/// <summary>One call of the function, from its arrival to its result.</summary>
sealed class Invocation(string requestId, ReadOnlyMemory<byte> payload)
{
    readonly TaskCompletionSource<InvokeResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string RequestId => requestId;

    /// <summary>The event, JSON.</summary>
    public ReadOnlyMemory<byte> Payload => payload;

    /// <summary>X-Ray's trace header.</summary>
    public required string TraceId { get; init; }

    /// <summary>JSON on one line, or null.</summary>
    public string? ClientContext { get; init; }

    /// <summary>JSON on one line, or null.</summary>
    public string? CognitoIdentity { get; init; }

    /// <summary>Collects the log's end, when the caller asked for it.</summary>
    public LogTail? Tail { get; init; }

    /// <summary>Whether nobody waits for the result any more.</summary>
    public required Func<bool> IsAbandoned { get; init; }

    /// <summary>Completes exactly once, with a failure too.</summary>
    public Task<InvokeResult> Result => _result.Task;

    /// <summary>Gives the result; later ones are dropped.</summary>
    public void Complete(InvokeResult result) => _result.TrySetResult(result);
}

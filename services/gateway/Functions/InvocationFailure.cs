namespace Esb.Gateway.Functions;

/// <summary>Why a function was not invoked, or its answer is unknown; never the function's own error.</summary>
enum FailureKind
{
    /// <summary>No function of this name is configured.</summary>
    FunctionNotFound,

    /// <summary>One is configured, and the agent knows none of this name: it reads the same file, but not at the same moment.</summary>
    UnknownToAgent,

    /// <summary>As many invocations of the function run as it reserves.</summary>
    FunctionConcurrency,

    /// <summary>As many invocations run as the gateway or the agent allows.</summary>
    Concurrency,

    /// <summary>Containers of this function failed one after the other; the next attempt waits.</summary>
    BreakerOpen,

    /// <summary>The container could not be started.</summary>
    StartFailed,

    /// <summary>The container did not become ready in time.</summary>
    StartTimeout,

    /// <summary>The agent does not answer, or not as agreed.</summary>
    AgentUnavailable,

    /// <summary>No container that the agent gave could be reached.</summary>
    ContainerUnreachable,
}

/// <summary>A failure with its sentence for a person.</summary>
/// <param name="RetryAfter">When another attempt may succeed, where that is known.</param>
sealed record InvocationFailure(FailureKind Kind, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether too much was asked, rather than something being broken.</summary>
    public bool IsThrottle => Kind is FailureKind.FunctionConcurrency or FailureKind.Concurrency;

    /// <summary>Whether it says something about the function's containers: these open its circuit breaker.</summary>
    public bool IsOfContainer => Kind is FailureKind.StartFailed or FailureKind.StartTimeout or FailureKind.ContainerUnreachable;
}

/// <summary>Carries a failure to where invocations are answered.</summary>
sealed class InvocationException(InvocationFailure failure, Exception? cause = null) : Exception(failure.Message, cause)
{
    public InvocationFailure Failure => failure;
}

using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Finds the exception to show.</summary>
static class Errors
{
    /// <summary>The exception behind those that only say "something was thrown in there".</summary>
    public static Exception Unwrap(Exception exception)
        => exception switch
        {
            TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
            TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
            AggregateException aggregate => aggregate.Flatten(),
            _ => exception,
        };
}

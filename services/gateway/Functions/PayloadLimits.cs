namespace Esb.Gateway.Functions;

/// <summary>Lambda's limits in bytes.</summary>
/// <remarks>docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</remarks>
static class PayloadLimits
{
    /// <summary>The event of an invocation whose caller waits.</summary>
    public const int Request = 6 * 1024 * 1024;

    /// <summary>The event of a queued invocation.</summary>
    public const int Event = 1024 * 1024;

    /// <summary>The answer; Lambda adds 100 bytes for itself.</summary>
    public const int Response = 6 * 1024 * 1024 + 100;
}

using Esb.Gateway.Functions;

namespace Esb.Gateway.Metrics;

/// <summary>Label values, also used in log lines.</summary>
static class MetricNames
{
    public static string Of(InvocationSource source) => source switch
    {
        InvocationSource.Invoke => "invoke",
        InvocationSource.Event => "event",
        InvocationSource.Api => "api",
        _ => "schedule",
    };

    public static string Of(InvocationOutcome outcome) => outcome switch
    {
        InvocationOutcome.Success => "success",
        InvocationOutcome.FunctionError => "function_error",
        InvocationOutcome.Throttled => "throttled",
        InvocationOutcome.Failed => "failed",
        _ => "cancelled",
    };
}

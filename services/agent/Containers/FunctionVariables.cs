using System.Globalization;
using Esb.Agent.Functions;

namespace Esb.Agent.Containers;

/// <summary>The variables that a function container is started with; the image has the rest.</summary>
static class FunctionVariables
{
    /// <summary>The function's own, and Lambda's reserved ones, which the function's own cannot replace.</summary>
    public static Dictionary<string, string> Of(FunctionSpec function, string region) =>
        new(function.Environment, StringComparer.Ordinal)
        {
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_TIMEOUT"] = function.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemoryMiB.ToString(CultureInfo.InvariantCulture),
            ["AWS_REGION"] = region,
        };
}

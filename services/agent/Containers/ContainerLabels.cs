namespace Esb.Agent.Containers;

/// <summary>The labels of function containers: how an agent finds its own again, and how others tidy up after a stack.</summary>
static class ContainerLabels
{
    public const string Function = $"{BrandNames.Labels}function";

    /// <summary>The <see cref="Functions.FunctionSpec.Fingerprint"/> that the container was started from.</summary>
    public const string Fingerprint = $"{BrandNames.Labels}fingerprint";

    /// <summary>Everything that a container of this stack is labelled with.</summary>
    public static Dictionary<string, string> Of(StackIdentity stack, string function, string fingerprint)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{BrandNames.Labels}managed"] = "true",
            [$"{BrandNames.Labels}project"] = stack.Project,
            [$"{BrandNames.Labels}env"] = stack.Environment,
            [$"{BrandNames.Labels}kind"] = "function",
            [Function] = function,
            [Fingerprint] = fingerprint,
        };
        if (stack.Run is { } run)
            labels[$"{BrandNames.Labels}run"] = run;
        return labels;
    }

    /// <summary>What selects the function containers of a stack, <c>label=value</c> each.</summary>
    public static string[] Filters(StackIdentity stack) =>
        [$"{BrandNames.Labels}managed=true", $"{BrandNames.Labels}kind=function", $"{BrandNames.Labels}project={stack.Project}"];
}

/// <summary>The stack that this agent works for.</summary>
/// <param name="Project">The compose project; containers are found and named by it.</param>
/// <param name="Environment">The environment's name.</param>
/// <param name="Run">The E2E run that owns the stack; null outside of one.</param>
sealed record StackIdentity(string Project, string Environment, string? Run);

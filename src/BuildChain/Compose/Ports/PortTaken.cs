namespace BuildChain.Compose;

/// <summary>The message about a port that somebody else has.</summary>
static class PortTaken
{
    /// <param name="holder">Who has it; null when that cannot be known.</param>
    public static BuildChainException Exception(int port, string? holder, StackPlan plan)
    {
        var variable = plan.Ports.FirstOrDefault(p => p.Value == port).Key;
        var isStack = plan.Target == "Up";
        var what = $"Port {port}{(variable is null ? "" : $" ({variable})")} is taken by {holder ?? "another program"}.";
        if (plan.Rerun is { } rerun)
            return new BuildChainException(what, $"Run it again, and it takes other ports: {rerun}");
        // Added to the command, it loses nothing that was typed; and all of them at once, for the next port is as likely to be taken.
        var options = isStack ? plan.Ports.Keys.Select(name => $"{Option(name)} 0") : variable is null ? [] : [$"{Option(variable)} {port + 1}"];
        return new BuildChainException(what, $"Stop that, or add {(isStack ? "what takes any port that is free" : "another port")} to the command: {string.Join(' ', options)}");
    }

    static string Option(string variable) => $"--{variable.ToLowerInvariant().Replace('_', '-')}";
}

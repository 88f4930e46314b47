namespace BuildChain.Compose;

/// <summary>The message about a port that somebody else has.</summary>
static class PortTaken
{
    /// <param name="holder">Who has it; null when that cannot be known.</param>
    public static BuildChainException Exception(int port, string? holder, StackPlan plan)
    {
        var variable = plan.Ports.FirstOrDefault(p => p.Value == port).Key;
        var option = variable is null ? "" : $" --{variable.ToLowerInvariant().Replace('_', '-')}";
        var isStack = plan.Target == "Up";
        var what = $"Port {port}{(variable is null ? "" : $" ({variable})")} is taken by {holder ?? "another program"}.";
        if (plan.Rerun is { } rerun)
            return new BuildChainException(what, $"Run it again, with other ports: {rerun}");
        return new BuildChainException(
            what,
            $"Stop that, or take another port{(isStack ? ", 0 for any that is free" : "")}: {StackCommands.For(plan.Settings, plan.Target)}{option} {(isStack ? 0 : port + 1)}");
    }
}

namespace BuildChain.Compose;

/// <summary>The message about a port that somebody else has.</summary>
static class PortTaken
{
    /// <param name="holder">Who has it; null when that cannot be known.</param>
    public static BuildChainException Exception(int port, string? holder, StackSettings settings)
    {
        var variable = settings.Ports.ByVariable.FirstOrDefault(p => p.Value == port).Key;
        var option = variable is null ? "" : $" --{variable.ToLowerInvariant().Replace('_', '-')}";
        return new BuildChainException(
            $"Port {port}{(variable is null ? "" : $" ({variable})")} is taken by {holder ?? "another program"}.",
            $"Stop that, or start the stack on another port, 0 for any that is free: {StackCommands.For(settings, "Up")}{option} 0");
    }
}

namespace BuildChain.Compose;

/// <summary>The message about a port that somebody else has.</summary>
static class PortTaken
{
    /// <param name="holder">Who has it; null when that cannot be known.</param>
    public static BuildChainException Exception(int port, string? holder, StackSettings settings)
    {
        var variable = settings.Ports.ByVariable.FirstOrDefault(p => p.Value == port).Key;
        var what = variable is null ? "" : $" ({variable})";
        var option = variable is null ? "another port" : $"--{variable.ToLowerInvariant().Replace('_', '-')} 0 for one that is free, or a number";
        return new BuildChainException(
            $"Port {port}{what} is taken{(holder is null ? " by another program" : $" by {holder}")}.",
            $"Stop it, or start the stack with {option}: {StackCommands.For(settings, "Up")}{(variable is null ? "" : $" --{variable.ToLowerInvariant().Replace('_', '-')} 0")}");
    }
}

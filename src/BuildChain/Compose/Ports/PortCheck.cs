namespace BuildChain.Compose;

/// <summary>Finds out before a start whether its ports can be had.</summary>
public static class PortCheck
{
    /// <summary>Ports that the stack has already are its own.</summary>
    /// <exception cref="BuildChainException">A port is taken: by whom, and what to do.</exception>
    public static async Task EnsureFreeAsync(StackPlan plan, CancellationToken cancellationToken = default)
    {
        var ports = plan.Ports;
        var doubled = ports.GroupBy(port => port.Value).FirstOrDefault(group => group.Count() > 1);
        if (doubled is not null)
            throw new BuildChainException($"Port {doubled.Key} is asked for more than once: {string.Join(", ", doubled.Select(port => port.Key))}");
        var taken = ports.Values.Where(port => port > 0 && !PortProbe.IsFree(port)).Distinct().ToList();
        if (taken.Count == 0)
            return;
        var containers = await new StackInspector(plan.Engine).ContainersAsync(plan.Settings.Project, cancellationToken);
        var own = containers.SelectMany(container => container.Ports).Select(port => port.Port).ToHashSet();
        foreach (var port in taken.Where(port => !own.Contains(port)))
            throw PortTaken.Exception(port, await PortHolder.FindAsync(plan.Engine, port, cancellationToken), plan);
    }
}

namespace BuildChain.Compose;

/// <summary>How far a service is on its way.</summary>
public enum ServicePhase
{
    /// <summary>It has no container that runs yet.</summary>
    Waiting,

    /// <summary>It runs, and has not said that it is well.</summary>
    Starting,

    /// <summary>It is well, or has done its work.</summary>
    Ready,

    /// <summary>It will not become well by waiting.</summary>
    Failed,
}

/// <summary>A service's phase, and why.</summary>
/// <param name="Reason">For people: <c>healthy</c>, <c>exit code 1</c>, …</param>
public sealed record ServiceCondition(string Service, ServicePhase Phase, string Reason)
{
    /// <summary>Twice may be a neighbour that is not up yet.</summary>
    const int ManyRestarts = 3;

    /// <summary>The exit code for settings that a service cannot use (EX_CONFIG); trying again does not change them.</summary>
    const int UnusableSettings = 78;

    /// <param name="container">Null when the service has none.</param>
    /// <param name="answers">Whether it answered a question of our own; null when it was not asked.</param>
    public static ServiceCondition Of(string service, StackContainer? container, bool? answers)
    {
        ServiceCondition Is(ServicePhase phase, string reason) => new(service, phase, reason);
        if (container is null)
            return Is(ServicePhase.Waiting, "no container");
        var ended = Ended(container);
        return container.State switch
        {
            "running" when container.IsOneShot => Is(ServicePhase.Starting, "at work"),
            "running" when container.Health is "healthy" || answers is true => Is(ServicePhase.Ready, "healthy"),
            // An engine too busy to ask in time has heard nothing bad.
            "running" when container.Health is "unhealthy" && container.HealthOutput?.Contains("exceeded timeout", StringComparison.Ordinal) == true
                => Is(ServicePhase.Starting, "slow to answer"),
            "running" when container.Health is "unhealthy" => Is(ServicePhase.Failed, "unhealthy"),
            "running" when container.Health is null && answers is null => Is(ServicePhase.Ready, "running"),
            "running" => Is(ServicePhase.Starting, container.Restarts == 0 ? "starting" : $"starting again, {ended}"),
            "exited" when container is { IsOneShot: true, ExitCode: 0 } => Is(ServicePhase.Ready, "done"),
            "exited" or "dead" => Is(ServicePhase.Failed, ended),
            "restarting" when container.Restarts >= ManyRestarts || container.ExitCode == UnusableSettings => Is(ServicePhase.Failed, ended),
            "restarting" => Is(ServicePhase.Starting, $"restarting, {ended}"),
            "created" when container.Error.Length > 0 => Is(ServicePhase.Failed, container.Error),
            _ => Is(ServicePhase.Waiting, container.State),
        };
    }

    static string Ended(StackContainer container)
        => container.OutOfMemory ? "out of memory"
            : container.ExitCode == UnusableSettings ? $"exit code {UnusableSettings}: settings it cannot use"
            : $"exit code {container.ExitCode}";
}

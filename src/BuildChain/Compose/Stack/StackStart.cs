using System.Diagnostics;

namespace BuildChain.Compose;

/// <summary>Has compose start a stack, and waits until every service is well.</summary>
public static class StackStart
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Starts what does not run, starts anew what changed, leaves the rest alone.</summary>
    /// <param name="execute">Runs compose to its end or its timeout. A non-zero exit code is a result, not an exception.</param>
    /// <param name="progress">Every service's condition, whenever one changed.</param>
    /// <exception cref="BuildChainException">Compose failed, or a service did not become well: which, why, and its last lines.</exception>
    public static async Task<StackStarted> RunAsync(
        StackPlan plan,
        Func<ComposeInvocation, CancellationToken, Task<ComposeExecution>> execute,
        IProgress<IReadOnlyList<ServiceCondition>> progress,
        CancellationToken cancellationToken = default)
    {
        var watch = Stopwatch.StartNew();
        using var monitor = new StackMonitor(plan, progress);
        var before = await monitor.LookAsync(cancellationToken);
        var execution = await ComposeAsync(plan, execute, monitor, cancellationToken);
        if (execution.ExitCode != 0)
            throw await StackFailure.OfComposeAsync(plan, execution, await monitor.LookAsync(cancellationToken), cancellationToken);

        while (true)
        {
            var now = await monitor.LookAsync(cancellationToken);
            if (now.All(service => service.Condition.Phase == ServicePhase.Ready))
                return new StackStarted(now, Changed(before, now), watch.Elapsed) { StartedAgain = Ended(before, now) };
            if (now.Any(service => service.Condition.Phase == ServicePhase.Failed))
                throw await StackFailure.OfServicesAsync(plan, now, watch.Elapsed, cancellationToken);
            if (watch.Elapsed > plan.Timeout)
                throw await StackFailure.OfServicesAsync(plan, now, watch.Elapsed, cancellationToken);
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Compose does not outlive this: whoever wants to remove the stack next would meet it.</summary>
    static async Task<ComposeExecution> ComposeAsync(
        StackPlan plan, Func<ComposeInvocation, CancellationToken, Task<ComposeExecution>> execute, StackMonitor monitor, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var compose = execute(plan.Compose("up", "--detach", "--no-build", "--remove-orphans"), stop.Token);
        try
        {
            while (await Task.WhenAny(compose, Task.Delay(Pause, cancellationToken)) != compose)
                await monitor.LookAsync(cancellationToken);
        }
        finally
        {
            if (!compose.IsCompleted)
            {
                await stop.CancelAsync();
                await ((Task)compose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return await compose;
    }

    /// <summary>Services whose containers had ended, and are the same ones: a killed one is not started by the engine.</summary>
    static List<string> Ended(IReadOnlyList<ServiceLook> before, IReadOnlyList<ServiceLook> now)
        => [.. now.Where(service => before.First(b => b.Service == service.Service) is { Container: { IsOneShot: false, State: not "running" } ended } && ended.Id == service.Container?.Id)
            .Select(service => service.Service)];

    static List<string> Changed(IReadOnlyList<ServiceLook> before, IReadOnlyList<ServiceLook> now)
        => [.. now.Where(service => before.First(b => b.Service == service.Service).Container?.Id != service.Container?.Id).Select(service => service.Service)];
}

/// <summary>A stack that is well.</summary>
/// <param name="Created">The services whose containers are new.</param>
public sealed record StackStarted(IReadOnlyList<ServiceLook> Services, IReadOnlyList<string> Created, TimeSpan Duration)
{
    /// <summary>The services whose containers were there, and did not run.</summary>
    public IReadOnlyList<string> StartedAgain { get; init; } = [];
}

/// <summary>One service at one moment.</summary>
/// <param name="Container">Null when it has none.</param>
public sealed record ServiceLook(string Service, StackContainer? Container, ServiceCondition Condition);

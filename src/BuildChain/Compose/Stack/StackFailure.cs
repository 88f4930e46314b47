using System.Globalization;
using System.Text.RegularExpressions;
using BuildChain.Processes;

namespace BuildChain.Compose;

/// <summary>Says why a stack did not start: the service, its reason, its last lines, and what to do.</summary>
static partial class StackFailure
{
    const int LogLines = 20;
    const int ComposeLines = 10;

    /// <summary>Compose gave up: because of a service if one failed, else in its own words.</summary>
    public static async Task<BuildChainException> OfComposeAsync(
        StackPlan plan, ComposeExecution execution, IReadOnlyList<ServiceLook> services, CancellationToken cancellationToken)
    {
        if (TakenPort().Match(execution.Output) is { Success: true } taken)
            return PortTaken.Exception(int.Parse(taken.Groups["port"].Value, CultureInfo.InvariantCulture), holder: null, plan);
        if (services.Any(service => service.Condition.Phase == ServicePhase.Failed))
            return await OfServicesAsync(plan, services, plan.Timeout, cancellationToken);
        if (execution.ExitCode is null)
            return await OfServicesAsync(plan, services, plan.Timeout, cancellationToken);
        var words = execution.Output.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(ComposeLines);
        return new BuildChainException(
            $"docker compose could not start '{plan.Settings.Project}' (exit code {execution.ExitCode}):{Indented(words)}",
            plan.LogDirectory is { } logs ? $"All of its lines: {logs}" : $"Look at it: {Command(plan, "Status")}");
    }

    /// <summary>Compose is done, and not every service is well.</summary>
    public static async Task<BuildChainException> OfServicesAsync(
        StackPlan plan, IReadOnlyList<ServiceLook> services, TimeSpan waited, CancellationToken cancellationToken)
    {
        // Who waits, waits for one of the others.
        var failed = In(services, ServicePhase.Failed);
        var starting = In(services, ServicePhase.Starting);
        var guilty = failed.Count > 0 ? failed : starting.Count > 0 ? starting : In(services, ServicePhase.Waiting);
        var texts = new List<string>();
        foreach (var service in guilty)
            texts.Add(await DescribeAsync(plan, service, cancellationToken));
        var what = failed.Count > 0 ? "failed" : string.Create(CultureInfo.InvariantCulture, $"{(guilty.Count == 1 ? "is" : "are")} not well after {waited.TotalSeconds:0} s");
        return new BuildChainException(
            $"{string.Join(" and ", guilty.Select(service => $"'{service.Service}'"))} of '{plan.Settings.Project}' {what}\n{string.Join("\n", texts)}",
            plan.LogDirectory is { } logs ? $"All of its lines: {Path.Combine(logs, guilty[0].Service)}.log"
                : $"More of its lines: {Command(plan, "Logs")} --service {guilty[0].Service}; then: {Command(plan, plan.Target)}");
    }

    static List<ServiceLook> In(IReadOnlyList<ServiceLook> services, ServicePhase phase) => [.. services.Where(service => service.Condition.Phase == phase)];

    static async Task<string> DescribeAsync(StackPlan plan, ServiceLook service, CancellationToken cancellationToken)
    {
        var reason = service.Condition.Reason;
        if (service.Container is not { } container)
            return $"  {service.Service}: {reason}";
        if (container.HealthOutput is { Length: > 0 } health && container.State == "running")
            reason += $"; its health check says: {health}";
        var log = await ProcessRunner.TryRunAsync(
            plan.Engine.Docker("container", "logs", "--tail", LogLines.ToString(CultureInfo.InvariantCulture), container.Id), cancellationToken);
        var lines = $"{log.Output}\n{log.Error}".Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(LogLines).Select(LogText.Readable).ToList();
        return $"  {service.Service}: {reason}{(lines.Count == 0 ? " (it logged nothing)" : Indented(lines))}";
    }

    static string Indented(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"\n  | {line.TrimEnd()}"));

    static string Command(StackPlan plan, string target) => StackCommands.For(plan.Settings, target);

    // dockerd's "Bind for 0.0.0.0:443 failed: port is already allocated", and "failed to bind host port for 0.0.0.0:443:…: address already in use".
    [GeneratedRegex(
        @"(?:Bind for|bind host port(?: for)?|listen tcp\d?) \S*?:(?<port>\d{1,5})\b.{0,200}?(?:already allocated|already in use)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex TakenPort();
}

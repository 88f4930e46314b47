namespace BuildChain.Compose;

/// <summary>A published port of the machine has to come from a variable, or two stacks cannot run side by side.</summary>
static class PortRules
{
    const char Variable = '\u0001';

    public static IEnumerable<LintFinding> Check(ComposeService service)
        => from port in service["ports"]?.Items ?? []
           let fixedPort = port is ComposeMap ? port["published"] is { Text: { } published } node && IsFixed(published) ? node : null
               : IsFixed(HostPart(port.Text ?? "")) ? port : null
           where fixedPort is not null
           select new LintFinding(LintSeverity.Error, "host-port", fixedPort.At,
               $"service '{service.Name}' publishes the fixed port '{fixedPort.Text}': two stacks cannot both have it",
               "Take it from a variable, such as \"${PORT_GATEWAY_HTTPS:-443}:8443\"");

    static bool IsFixed(string host) => Masked(host) is { Length: > 0 } text && !text.Contains(Variable, StringComparison.Ordinal);

    /// <summary>The middle of <c>[address:]port:container</c>; empty when any port will do.</summary>
    static string HostPart(string port)
    {
        var parts = Masked(port).Split(':');
        return parts.Length < 2 ? "" : parts[^2];
    }

    // A variable's default has a colon before it.
    static string Masked(string text) => ComposeTemplate.Replace(text, _ => Variable.ToString());
}

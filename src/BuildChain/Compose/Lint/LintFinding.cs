namespace BuildChain.Compose;

/// <summary>How much a finding matters.</summary>
public enum LintSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Note,

    /// <summary>It works, and is not as it should be.</summary>
    Warning,

    /// <summary>Nothing starts with it.</summary>
    Error,
}

/// <summary>Something that a check found.</summary>
/// <param name="Rule">The rule's name, such as <c>no-build</c>: what the documentation lists.</param>
/// <param name="Message">What is wrong and why it matters.</param>
/// <param name="Remedy">What to write instead; null when the message says it.</param>
public sealed record LintFinding(LintSeverity Severity, string Rule, SourcePosition At, string Message, string? Remedy = null)
{
    /// <summary><c>file:line:column: error: message [rule]</c>, the form that editors and CI read from compilers.</summary>
    public override string ToString()
        => $"{At}: {Severity.ToString().ToLowerInvariant()}: {Message} [{Rule}]{(Remedy is null ? "" : $"{Environment.NewLine}  → {Remedy}")}";
}

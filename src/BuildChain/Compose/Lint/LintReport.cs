namespace BuildChain.Compose;

/// <summary>Findings as texts.</summary>
public static class LintReport
{
    /// <summary>Every finding, and the sum: <c>2 errors, 1 note in 5 files</c>.</summary>
    public static string Render(IReadOnlyList<LintFinding> findings, int files)
        => string.Concat(findings.Select(finding => $"{finding}\n")) + Sum(findings) + $" in {Amount.Of(files, "file")}\n";

    /// <exception cref="BuildChainException">There are errors: all of them.</exception>
    public static void EnsureSound(IReadOnlyList<LintFinding> findings)
    {
        var errors = findings.Where(finding => finding.Severity == LintSeverity.Error).ToList();
        if (errors.Count > 0)
            throw new BuildChainException(string.Join(Environment.NewLine, errors), "./build.sh Lint shows them again, with what is no error");
    }

    /// <summary><c>1 error, 2 notes</c>, or <c>no findings</c>.</summary>
    public static string Sum(IReadOnlyList<LintFinding> findings)
        => findings.Count == 0 ? "no findings" : string.Join(", ", findings
            .GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key)
            .Select(group => Amount.Of(group.Count(), group.Key.ToString().ToLowerInvariant())));
}

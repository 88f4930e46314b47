namespace BuildChain.Processes;

/// <summary>Takes secret values out of a text that is shown, logged or reported.</summary>
public static class Redaction
{
    public const string Placeholder = "[REDACTED]";

    public static string Apply(string text, IReadOnlyCollection<string> secrets)
        => secrets.Where(s => s.Length > 0)
            .OrderByDescending(s => s.Length)
            .Aggregate(text, (current, secret) => current.Replace(secret, Placeholder, StringComparison.Ordinal));
}

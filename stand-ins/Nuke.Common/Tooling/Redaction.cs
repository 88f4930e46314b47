namespace Nuke.Common.Tooling;

/// <summary>Takes secrets out of what is shown.</summary>
static class Redaction
{
    const string Placeholder = "[REDACTED]";

    public static Func<string, string> Of(IEnumerable<string> secrets)
    {
        var values = secrets.Where(x => !string.IsNullOrEmpty(x)).ToArray();
        return text => values.Aggregate(text, (current, secret) => current.Replace(secret, Placeholder));
    }
}

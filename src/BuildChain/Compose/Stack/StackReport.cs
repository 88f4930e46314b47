using System.Globalization;
using System.Text;

namespace BuildChain.Compose;

/// <summary>Texts about stacks.</summary>
public static class StackReport
{
    /// <summary>What a finished start tells: what is new, and where the stack is reached.</summary>
    /// <param name="change">What it made of a stack that was there; null for a new one.</param>
    public static string Started(StackPlan plan, StackStarted started, StackChange? change = null)
    {
        var text = new StringBuilder();
        string[] changes = [.. Named("new", started.Created), .. Named("started again", started.StartedAgain)];
        string[] parts = [changes.Length == 0 ? "services unchanged" : string.Join("; ", changes), .. change?.FunctionChanges is { Length: > 0 } functions ? [functions] : Array.Empty<string>()];
        var changed = string.Join("; ", parts);
        text.Append(CultureInfo.InvariantCulture, $"{plan.Settings.Project} is healthy after {started.Duration.TotalSeconds:0.0} s ({changed})\n");
        var width = plan.Urls.Max(url => url.Name.Length);
        foreach (var url in plan.Urls)
            text.Append(CultureInfo.InvariantCulture, $"  {url.Name.PadRight(width)}  {url.Url}\n");
        return text.ToString();
    }

    static IEnumerable<string> Named(string what, IReadOnlyList<string> services) => services.Count == 0 ? [] : [$"{what}: {string.Join(", ", services)}"];
}

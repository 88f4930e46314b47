using System.Globalization;
using System.Text;

namespace BuildChain.Compose;

/// <summary>Texts about stacks.</summary>
public static class StackReport
{
    /// <summary>What a finished start tells: what is new, and where the stack is reached.</summary>
    public static string Started(StackPlan plan, StackStarted started)
    {
        var text = new StringBuilder();
        string[] changes = [.. Named("new", started.Created), .. Named("started again", started.StartedAgain)];
        var changed = changes.Length == 0 ? "unchanged" : string.Join("; ", changes);
        text.Append(CultureInfo.InvariantCulture, $"{plan.Settings.Project} is healthy after {started.Duration.TotalSeconds:0.0} s ({changed})\n");
        var width = plan.Urls.Max(url => url.Name.Length);
        foreach (var url in plan.Urls)
            text.Append(CultureInfo.InvariantCulture, $"  {url.Name.PadRight(width)}  {url.Url}\n");
        return text.ToString();
    }

    static IEnumerable<string> Named(string what, IReadOnlyList<string> services) => services.Count == 0 ? [] : [$"{what}: {string.Join(", ", services)}"];
}

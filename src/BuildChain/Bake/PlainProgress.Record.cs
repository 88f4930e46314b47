using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildChain.Bake;

public static partial class PlainProgress
{
    /// <summary>
    /// The steps of one target, for a buildx without build history. A step that several targets share stands under the name of any of them,
    /// so those of the targets built upon this one count too: at worst an image is called built that was not.
    /// </summary>
    public static BuildRecord ReadRecord(string output, BakePlan plan, PlannedTarget target)
    {
        var owners = plan.Targets.Count == 1 ? [] : WithDependents(plan, target.Name).ToList();
        var steps = new Dictionary<string, (BuildStep Step, TimeSpan Time)>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            if (StepName().Match(line) is { Success: true } name && !steps.ContainsKey(name.Groups["step"].Value) && Own(name.Groups["name"].Value, owners) is { } own)
                steps[name.Groups["step"].Value] = (new BuildStep(own, Started: false, Cached: false), TimeSpan.Zero);
            else if (StepEnd().Match(line) is { Success: true } end && steps.TryGetValue(end.Groups["step"].Value, out var known))
                steps[end.Groups["step"].Value] = (known.Step with { Started = true, Cached = end.Groups["cached"].Success }, Seconds(end.Groups["seconds"].Value));
        }
        var time = steps.Values.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Time);
        return new BuildRecord([.. steps.Values.Select(s => s.Step).Where(s => BuildRecord.DockerfileStep().IsMatch(s.Name))], time);
    }

    /// <summary>The step as the target's own Dockerfile has it, without the target's name; null when it belongs to another target.</summary>
    static string? Own(string name, List<string> owners)
        => owners.Count == 0 ? name
            : owners.Find(o => name.StartsWith($"[{o} ", StringComparison.Ordinal)) is { } owner ? "[" + name[(owner.Length + 2)..]
            : null;

    static IEnumerable<string> WithDependents(BakePlan plan, string name)
        => plan.Targets.Where(t => t.Target.LinkedTargets.Contains(name, StringComparer.Ordinal)).SelectMany(t => WithDependents(plan, t.Name)).Prepend(name);

    static TimeSpan Seconds(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;

    // "#7 [b stage-0 2/4] RUN x"
    [GeneratedRegex(@"^#(?<step>\d+) (?<name>\[.*)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StepName();

    // "#7 CACHED", "#7 DONE 0.3s"
    [GeneratedRegex(@"^#(?<step>\d+) (?:(?<cached>CACHED)|DONE (?<seconds>[\d.]+)s)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StepEnd();
}

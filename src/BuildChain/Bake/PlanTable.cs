namespace BuildChain.Bake;

/// <summary>A plan as text for people.</summary>
public static class PlanTable
{
    static readonly string[] Header = ["TARGET", "IMAGE", "WHY", "BUILT UPON", "CONTEXTS", "SECRETS", "CACHE"];

    /// <param name="now">To tell the age of caches.</param>
    public static string Render(BakePlan plan, DateTimeOffset now)
    {
        var table = TextTable.Render(Header, plan.Targets.SelectMany(t => Rows(plan, t, now)));
        return plan.Problems.Count == 0 ? table : table + "\nProblems:\n" + string.Concat(plan.Problems.Select(Problem));
    }

    /// <summary>Several images, links or contexts of a target stand below each other.</summary>
    static IEnumerable<IReadOnlyList<string>> Rows(BakePlan plan, PlannedTarget target, DateTimeOffset now)
    {
        var columns = new[]
        {
            [target.Name],
            target.Images.Count > 0 ? target.Images : [.. target.Target.Outputs.Select(o => o.ToString())],
            [Why(plan, target)],
            [.. target.Links.Select(Link)],
            [.. target.Contexts.Select(Context)],
            [.. target.Secrets.Select(s => s.Exists ? s.Id : $"{s.Id} (missing)")],
            Cache(target, now),
        };
        return Enumerable.Range(0, columns.Max(c => c.Count))
            .Select(row => columns.Select(c => row < c.Count ? c[row] : "").ToArray());
    }

    internal static string Why(BakePlan plan, PlannedTarget target)
        => target.Groups.Count > 0 ? $"group {string.Join(", ", target.Groups)}"
            : target.Requested ? "asked for"
            : $"needed by {string.Join(", ", plan.Targets.Where(t => t.Target.LinkedTargets.Contains(target.Name, StringComparer.Ordinal)).Select(t => t.Name))}";

    static string Link(PlannedLink link)
        => (link.Target is not null ? $"target {link.Target}" : $"image {link.Image}") + (link.Present is false ? " (missing)" : "");

    static string Context(PlannedContext context)
        => (context.Name.Length == 0 ? "" : context.Name + "=") + context.Location + (context.Exists ? "" : " (missing)");

    static List<string> Cache(PlannedTarget target, DateTimeOffset now)
        => target.CacheFrom.Count == 0 && target.CacheTo.Count == 0 ? ["none"]
            : target.Cache is { } state ? [State(state, now)]
            : [.. target.CacheFrom.Concat(target.CacheTo).Select(c => c.Type).Distinct(StringComparer.Ordinal)];

    static string State(CacheState state, DateTimeOffset now)
        => state.Updated is { } updated && state.Bytes is { } bytes ? $"{HumanText.Bytes(bytes)}, {HumanText.Age(now - updated)} old" : "absent";

    static string Problem(PlanProblem problem) => $"  - {problem.Message}\n" + (problem.Remedy is null ? "" : $"    → {problem.Remedy}\n");
}

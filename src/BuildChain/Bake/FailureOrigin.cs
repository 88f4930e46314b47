using System.Globalization;

namespace BuildChain.Bake;

/// <summary>
/// Finds the target whose Dockerfile has the lines that buildx quotes. In one graph a step belongs to every target above it, and buildx
/// blames any of them.
/// </summary>
static class FailureOrigin
{
    /// <summary>The failure with the lowest target that has the quoted lines; unchanged where none or nothing is quoted.</summary>
    public static BakeFailure Of(BakePlan plan, BakeFailure failure)
    {
        var quoted = failure.Source.Select(Parse).OfType<(int Number, string Text)>().ToList();
        if (quoted.Count == 0 || (failure.Target is { } blamed && Has(plan, plan.Targets.FirstOrDefault(t => t.Name == blamed), quoted)))
            return failure;
        return plan.Targets.FirstOrDefault(target => Has(plan, target, quoted)) is { } origin ? failure with { Target = origin.Name } : failure;
    }

    static bool Has(BakePlan plan, PlannedTarget? target, List<(int Number, string Text)> quoted)
    {
        if (target?.Dockerfile is not { } file || !File.Exists(Path.Combine(plan.Request.Root, file)))
            return false;
        var lines = File.ReadAllLines(Path.Combine(plan.Request.Root, file));
        return quoted.TrueForAll(line => line.Number <= lines.Length && lines[line.Number - 1].Trim() == line.Text);
    }

    /// <summary><c>  24 | >>> RUN false</c>.</summary>
    static (int Number, string Text)? Parse(string line)
    {
        var bar = line.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0 || !int.TryParse(line.AsSpan(0, bar).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            return null;
        var text = line[(bar + 1)..].Trim();
        return (number, text.StartsWith(">>>", StringComparison.Ordinal) ? text[3..].Trim() : text);
    }
}

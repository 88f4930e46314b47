namespace BuildChain.Branding;

/// <summary>One step from one text to another.</summary>
/// <param name="Old">Index of the line in the old text; null for a line that is only in the new one.</param>
/// <param name="New">Index of the line in the new text; null for a line that is only in the old one.</param>
sealed record LineStep(int? Old, int? New);

/// <summary>Texts as lines, and what differs between two of them.</summary>
static class Lines
{
    public static string Unified(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    public static string[] Of(string text) => Unified(text).Split('\n');

    /// <summary>The shortest way from old to new (longest common subsequence).</summary>
    public static IReadOnlyList<LineStep> Compare(IReadOnlyList<string> old, IReadOnlyList<string> @new)
    {
        var common = new int[old.Count + 1, @new.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = @new.Count - 1; j >= 0; j--)
                common[i, j] = old[i] == @new[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var steps = new List<LineStep>();
        for (int i = 0, j = 0; i < old.Count || j < @new.Count;)
        {
            if (i < old.Count && j < @new.Count && old[i] == @new[j])
                steps.Add(new LineStep(i++, j++));
            else if (j == @new.Count || (i < old.Count && common[i + 1, j] >= common[i, j + 1]))
                steps.Add(new LineStep(i++, null));
            else
                steps.Add(new LineStep(null, j++));
        }
        return steps;
    }
}

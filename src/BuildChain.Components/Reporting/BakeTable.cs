using System.Globalization;
using BuildChain.Bake;

namespace BuildChain.Components.Reporting;

/// <summary>What a finished bake shows: one line per image.</summary>
static class BakeTable
{
    static readonly string[] Header = ["Image", "Tag", "Digest", "Status", "Time"];

    public static string Render(BakeResult result)
    {
        var rows = result.Images.SelectMany(Rows).ToList();
        var widths = Enumerable.Range(0, Header.Length).Select(column => rows.Append(Header).Max(row => row[column].Length)).ToArray();
        string Line(string[] row) => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
        var rule = new string('─', widths.Sum() + 2 * (Header.Length - 1));
        return string.Join(Environment.NewLine, rows.Select(Line).Prepend(rule).Prepend(Line(Header)).Prepend("").Append(""));
    }

    /// <summary>For NUKE's summary: <c>1 built, 6 cached</c>.</summary>
    public static string Summary(BakeResult result)
        => string.Join(", ", result.Images
            .GroupBy(image => Status(image))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} {group.Key}"));

    static IEnumerable<string[]> Rows(BakedImage image)
    {
        var time = image.Duration is { } duration ? duration.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture) : "";
        var references = image.References.Count > 0 ? image.References : [image.Target];
        foreach (var reference in references)
        {
            var colon = reference.LastIndexOf(':');
            var hasTag = colon > reference.LastIndexOf('/');
            yield return
            [
                hasTag ? reference[..colon] : reference,
                hasTag ? reference[(colon + 1)..] : "",
                Short(image.Digest),
                Status(image),
                time,
            ];
        }
    }

    static string Short(string? digest) => digest is null ? "" : digest[..Math.Min(digest.Length, "sha256:".Length + 12)];

    static string Status(BakedImage image) => image.Status?.ToString().ToLowerInvariant() ?? "done";
}

namespace BuildChain.Bake;

/// <summary>A finished bake as text for people.</summary>
public static class BakeResultTable
{
    const int DigestDigits = 12;
    static readonly string[] Header = ["IMAGE", "TAG", "DIGEST", "STATUS", "TIME"];

    /// <summary>One line per image and tag, and a last line with the totals. An image that was cached as a whole has no time of its own.</summary>
    public static string Render(BakeResult result)
        => TextTable.Render(Header, result.Images.SelectMany(Rows), 4) + Total(result) + "\n";

    static IEnumerable<IReadOnlyList<string>> Rows(BakedImage image)
        => (image.References.Count == 0 ? [image.Target] : image.References).Select(reference =>
        {
            var parsed = Images.ImageReference.TryParse(reference);
            return new[]
            {
                parsed?.Name ?? reference, parsed?.Tag ?? "", ShortDigest(image.Digest), Word(image.Status),
                image.Duration is { } time ? HumanText.Seconds(time) : "-",
            };
        });

    static string Total(BakeResult result)
    {
        var counts = result.Images.GroupBy(i => i.Status).OrderByDescending(g => g.Key)
            .Select(g => $"{g.Count()} {Word(g.Key)}");
        return string.Join(", ", counts) + (result.Unchanged ? ": nothing changed since they were baked" : $" in {HumanText.Seconds(result.Duration)}");
    }

    static string Word(BakeStatus? status)
        => status switch
        {
            BakeStatus.Cached => "cached",
            BakeStatus.Restamped => "restamped",
            BakeStatus.Built => "built",
            _ => "done",
        };

    /// <summary><c>sha256:</c> and the first twelve digits, as docker shows image ids.</summary>
    static string ShortDigest(string? digest)
        => digest is null ? "-" : digest[..Math.Min(digest.Length, digest.IndexOf(':', StringComparison.Ordinal) + 1 + DigestDigits)];
}

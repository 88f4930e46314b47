namespace BuildChain;

/// <summary>Finds what a person probably meant by a name that does not exist.</summary>
public static class NearestName
{
    const int MostListed = 15, LikeliestListed = 5;

    /// <summary>The candidate with the smallest edit distance (Levenshtein, case ignored), or null when none is close.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
        => candidates
            .Select(candidate => (candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(x => x.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(x => x.Distance)
            .ThenBy(x => x.candidate, StringComparer.Ordinal)
            .Select(x => x.candidate)
            .FirstOrDefault();

    /// <summary>The end of a message about an unknown name: what exists, of many only the likeliest, and the nearest of it.</summary>
    public static string Describe(string name, IReadOnlyCollection<string> candidates)
    {
        var known = candidates.Count == 0 ? "there are none"
            : candidates.Count <= MostListed ? string.Join(", ", candidates)
            : $"{string.Join(", ", Likeliest(name, candidates))} and {candidates.Count - LikeliestListed} more";
        return Find(name, candidates) is { } nearest ? $"{known}. Did you mean '{nearest}'?" : $"{known}.";
    }

    static IEnumerable<string> Likeliest(string name, IEnumerable<string> candidates)
        => candidates
            .OrderByDescending(candidate => name.Length > 0 && candidate.Contains(name, StringComparison.OrdinalIgnoreCase))
            .ThenBy(candidate => Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant()))
            .ThenBy(candidate => candidate, StringComparer.Ordinal)
            .Take(LikeliestListed);

    static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            previous = current;
        }

        return previous[b.Length];
    }
}

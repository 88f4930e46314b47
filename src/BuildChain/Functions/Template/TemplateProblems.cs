using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>What was found wrong so far, and what has no effect; each said once, however often an alias or <c>Globals</c> repeats it.</summary>
sealed class TemplateProblems
{
    const int LongestName = 255;
    const int MostListed = 12;

    // Of characters, while looking for near names: part of a second. A template that is wrong throughout has its first errors explained.
    const long MostComparisons = 30_000_000;

    readonly Dictionary<(SourcePosition, string), TemplateError> errors = [];
    readonly Dictionary<(SourcePosition, string), TemplateNotice> notices = [];

    long comparisons;

    public int ErrorCount => errors.Count;

    public IReadOnlyList<TemplateNotice> Notices => [.. notices.Values.OrderBy(n => n.Position.Line).ThenBy(n => n.Position.Column)];

    public ErrorNode Error(SourcePosition position, string text, string accepted)
    {
        errors.TryAdd((position, text), new TemplateError(position, text, accepted));
        return new ErrorNode(position);
    }

    public void Notice(SourcePosition position, string text) => notices.TryAdd((position, text), new TemplateNotice(position, text));

    /// <summary>For what will probably not run.</summary>
    public void Warning(SourcePosition position, string text, string remedy)
        => notices.TryAdd((position, text), new TemplateNotice(position, text) { Remedy = remedy });

    /// <summary>For what makes reading on pointless or dangerous.</summary>
    public TemplateException Fatal(SourcePosition position, string text, string accepted, Exception? cause = null)
    {
        Error(position, text, accepted);
        return Exception(cause);
    }

    public void ThrowIfAny()
    {
        if (ErrorCount > 0)
            throw Exception(null);
    }

    /// <summary>The end of an error about an unknown name: what there is (when it is not too much) and the nearest of it.</summary>
    public string Known(string name, IEnumerable<string> candidates, string start = "There is: ")
    {
        if (comparisons > MostComparisons)
            return "A name that is there.";

        var all = candidates.Where(candidate => candidate.Length <= LongestName && !candidate.Any(ShownText.IsInvisible)).ToList();
        var nearest = Nearest(name, all);
        if (all.Count > MostListed)
            return nearest is not null ? $"Did you mean '{nearest}'?" : $"There are {all.Count}, such as {string.Join(", ", all.Take(3))}.";

        var listed = start + (all.Count == 0 ? "nothing" : string.Join(", ", all)) + ".";
        return nearest is not null ? $"{listed} Did you mean '{nearest}'?" : listed;
    }

    /// <summary>The nearest name; null when none is near, and when the template is so wrong that looking would take long.</summary>
    public string? Nearest(string name, IReadOnlyList<string> candidates)
    {
        if (name.Length > LongestName)
            return null;
        comparisons += (long)name.Length * candidates.Sum(candidate => candidate.Length);
        return comparisons <= MostComparisons ? NearestName.Find(name, candidates) : null;
    }

    TemplateException Exception(Exception? cause)
        => new([.. errors.Values.OrderBy(e => e.Position.Line).ThenBy(e => e.Position.Column)], cause);
}

namespace BuildChain.Compose;

/// <summary>A value of a compose file that knows where it was written: after <c>extends</c> that may be another file.</summary>
public abstract record ComposeNode(SourcePosition At)
{
    /// <summary>The text of a scalar; null for anything else.</summary>
    public string? Text => (this as ComposeScalar)?.Value;

    /// <summary>The value of a mapping's key; null when this is no mapping or lacks the key.</summary>
    public ComposeNode? this[string key] => (this as ComposeMap)?.Find(key)?.Value;

    /// <summary>The items of a list; nothing for anything else.</summary>
    public IReadOnlyList<ComposeNode> Items => (this as ComposeList)?.Values ?? [];

    /// <summary>The entries of a mapping in the order of the file; nothing for anything else.</summary>
    public IReadOnlyList<ComposeEntry> Entries => (this as ComposeMap)?.Values ?? [];
}

/// <summary>Text, a number, a truth value or nothing, as it was written: variables are not filled in.</summary>
public sealed record ComposeScalar(string Value, SourcePosition At) : ComposeNode(At);

public sealed record ComposeList(IReadOnlyList<ComposeNode> Values, SourcePosition At) : ComposeNode(At);

public sealed record ComposeMap(IReadOnlyList<ComposeEntry> Values, SourcePosition At) : ComposeNode(At)
{
    public ComposeEntry? Find(string key) => Values.FirstOrDefault(entry => entry.Key == key);

    /// <summary>This mapping on top of another, by compose's rule for <c>extends</c>: mappings are merged, lists appended, all else replaced.</summary>
    public ComposeMap Over(ComposeMap below)
    {
        var merged = below.Values.Select(entry => Find(entry.Key) is { } own ? own with { Value = Merge(entry.Value, own.Value) } : entry);
        return new ComposeMap([.. merged, .. Values.Where(own => below.Find(own.Key) is null)], At);
    }

    static ComposeNode Merge(ComposeNode below, ComposeNode own) => (below, own) switch
    {
        (ComposeMap lower, ComposeMap upper) => upper.Over(lower),
        (ComposeList lower, ComposeList upper) => new ComposeList([.. lower.Values, .. upper.Values], upper.At),
        _ => own,
    };
}

/// <summary>A key of a mapping, where it was written, and its value.</summary>
public sealed record ComposeEntry(string Key, SourcePosition At, ComposeNode Value);

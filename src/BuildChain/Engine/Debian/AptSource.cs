namespace BuildChain.Engine.Debian;

/// <summary>One place apt takes packages from, in the terms of <c>sources.list(5)</c>.</summary>
sealed record AptSource(IReadOnlyList<string> Uris, IReadOnlyList<string> Suites, IReadOnlyList<string> Components)
{
    /// <summary>The other fields as they were: <c>Signed-By</c> (also an embedded key), <c>Trusted</c>, <c>Check-Valid-Until</c> …</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>A <c>*.sources</c> paragraph.</summary>
    public IReadOnlyDictionary<string, string> ToParagraph()
    {
        var paragraph = new Dictionary<string, string>
        {
            ["Types"] = "deb",
            ["URIs"] = string.Join(' ', Uris),
            ["Suites"] = string.Join(' ', Suites),
        };
        if (Components.Count > 0)
            paragraph["Components"] = string.Join(' ', Components);
        foreach (var (name, value) in Options)
            paragraph[name] = value;
        return paragraph;
    }

    public override string ToString() => $"{string.Join(' ', Uris.Select(WithoutCredentials))} {string.Join(' ', Suites)}";

    /// <summary>The address without user and password, for messages and images.</summary>
    public static string WithoutCredentials(string uri)
        => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.UserInfo.Length > 0
            ? uri.Replace($"{parsed.UserInfo}@", "", StringComparison.Ordinal)
            : uri;
}

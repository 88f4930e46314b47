namespace BuildChain.Engine.Debian;

/// <summary>One version of a package as a package list describes it.</summary>
/// <param name="Depends">Groups of alternatives; every group needs one of its own.</param>
sealed record DebianPackage(string Name, string Version, string Suite, IReadOnlyList<IReadOnlyList<Dependency>> Depends)
{
    static readonly HashSet<string> Fields = new(
        ["Package", "Version", "Depends", "Pre-Depends", "Priority", "Essential", "Status", "Provides"], StringComparer.OrdinalIgnoreCase);

    /// <summary>A minimal system has it: marked essential, or of priority required.</summary>
    public bool Required { get; init; }

    /// <summary>Reads a package list of apt.</summary>
    public static IEnumerable<DebianPackage> ReadList(TextReader reader, string suite)
        => Deb822.Read(reader, Fields).Select(paragraph => Of(paragraph, suite));

    /// <summary>Reads dpkg's status: name and version of everything installed, and of what that provides.</summary>
    public static IReadOnlyDictionary<string, string> ReadInstalled(TextReader reader)
    {
        var installed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var paragraph in Deb822.Read(reader, Fields))
        {
            if (paragraph.GetValueOrDefault("Status")?.EndsWith(" installed", StringComparison.Ordinal) != true)
                continue;
            installed[paragraph["Package"]] = paragraph["Version"];
            foreach (var provided in Dependency.ParseGroups(paragraph.GetValueOrDefault("Provides")).SelectMany(group => group))
                installed.TryAdd(provided.Name, provided.Version.Length > 0 ? provided.Version : paragraph["Version"]);
        }

        return installed;
    }

    static DebianPackage Of(IReadOnlyDictionary<string, string> paragraph, string suite) => new(
        paragraph["Package"],
        paragraph["Version"],
        suite,
        [.. Dependency.ParseGroups(paragraph.GetValueOrDefault("Pre-Depends")), .. Dependency.ParseGroups(paragraph.GetValueOrDefault("Depends"))])
    {
        Required = paragraph.GetValueOrDefault("Essential") == "yes" || paragraph.GetValueOrDefault("Priority") == "required",
    };
}

/// <summary>A relation to another package: <c>libc6 (&gt;= 2.34)</c>.</summary>
sealed record Dependency(string Name, string Relation, string Version)
{
    public bool IsMetBy(string version) => DebianVersion.Satisfies(version, Relation, Version);

    public override string ToString() => Relation.Length == 0 ? Name : $"{Name} ({Relation} {Version})";

    /// <summary>Reads a relationship field: groups separated by commas, alternatives by bars.</summary>
    public static IReadOnlyList<IReadOnlyList<Dependency>> ParseGroups(string? field)
        =>
        [
            .. (field ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(group => group.Split('|', StringSplitOptions.TrimEntries).Select(Parse).ToArray()),
        ];

    static Dependency Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = (open < 0 ? text : text[..open]).Trim().Split(':')[0];
        if (open < 0)
            return new(name, "", "");
        var inner = text[(open + 1)..].TrimEnd(')', ' ').Trim();
        var length = inner.TakeWhile(c => c is '<' or '>' or '=').Count();
        return new(name, inner[..length], inner[length..].Trim());
    }
}

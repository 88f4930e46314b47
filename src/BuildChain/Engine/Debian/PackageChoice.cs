namespace BuildChain.Engine.Debian;

/// <summary>A package to unpack beside the host's own.</summary>
/// <param name="Minimum">The oldest upstream version of use; null when any will do.</param>
/// <param name="Optional">Go on without it when no version fits.</param>
sealed record WantedPackage(string Name, Version? Minimum = null, bool Optional = false);

/// <summary>
/// Chooses versions of packages that are unpacked, not installed: the newest whose libraries the host has, or that can be
/// unpacked with it. The C library is always the host's.
/// </summary>
/// <param name="codename">The host's release: libraries come from it where possible, as they have to fit the host's others.</param>
sealed class PackageChoice(IReadOnlyList<DebianPackage> available, IReadOnlyDictionary<string, string> installed, string codename = "")
{
    readonly ILookup<string, DebianPackage> available = available.ToLookup(package => package.Name);
    readonly Dictionary<string, DebianPackage> chosen = new(StringComparer.Ordinal);

    /// <returns>The wanted packages and the libraries they need on top of the host's.</returns>
    /// <exception cref="EngineException">A package that is not optional has no usable version; the message lists them all.</exception>
    public IReadOnlyList<DebianPackage> Choose(IReadOnlyList<WantedPackage> wanted)
    {
        var problems = new List<string>();
        foreach (var want in wanted)
        {
            var rejected = new List<string>();
            if (!TryChoose(want.Name, version => IsNewEnough(version, want.Minimum, rejected), rejected) && !want.Optional)
                problems.Add(Describe(want, rejected));
        }

        return problems.Count == 0
            ? [.. chosen.Values.OrderBy(package => package.Name, StringComparer.Ordinal)]
            : throw new EngineException($"The machine's package sources have no usable\n{string.Join('\n', problems)}");
    }

    static bool IsNewEnough(string version, Version? minimum, List<string> rejected)
    {
        if (minimum is null || ToolVersion.Parse(DebianVersion.Upstream(version)) is { } parsed && parsed >= minimum)
            return true;
        rejected.Add($"{version} is older than {minimum.ToString(2)}");
        return false;
    }

    static string Describe(WantedPackage want, List<string> rejected)
        => $"  - {want.Name}{(want.Minimum is null ? "" : $" from {want.Minimum.ToString(2)} on")}: "
            + (rejected.Count == 0 ? "not in any suite" : string.Join("; ", rejected.Distinct(StringComparer.Ordinal)));

    bool TryChoose(string name, Func<string, bool> accepts, List<string> rejected)
    {
        if (chosen.TryGetValue(name, out var present))
            return accepts(present.Version);

        foreach (var candidate in Candidates(name))
        {
            if (!accepts(candidate.Version))
                continue;
            var before = chosen.Keys.ToHashSet(StringComparer.Ordinal);
            chosen[name] = candidate;
            if (candidate.Depends.FirstOrDefault(group => !IsMet(group, rejected)) is not { } unmet)
                return true;
            rejected.Add($"{candidate.Version} ({candidate.Suite}) needs {string.Join(" | ", unmet)}{Have(unmet)}");
            foreach (var added in chosen.Keys.Except(before, StringComparer.Ordinal).ToList())
                chosen.Remove(added);
        }

        return false;
    }

    IEnumerable<DebianPackage> Candidates(string name)
        => available[name]
            .OrderByDescending(package => IsLibrary(name) && codename.Length > 0 && package.Suite.StartsWith(codename, StringComparison.Ordinal))
            .ThenByDescending(package => package.Version, DebianVersion.Comparer);

    string Have(IReadOnlyList<Dependency> group)
        => group.Count == 1 && installed.TryGetValue(group[0].Name, out var version) ? $", this machine has {version}" : "";

    // Programs and services in Depends are for an installation (systemd, debconf, adduser …); only libraries have to be there to run.
    bool IsMet(IReadOnlyList<Dependency> group, List<string> rejected)
        => group.Any(dependency => installed.TryGetValue(dependency.Name, out var version) && dependency.IsMetBy(version))
            || !group.Any(dependency => IsLibrary(dependency.Name))
            || group.Any(dependency => IsLibrary(dependency.Name) && dependency.Name != "libc6"
                && TryChoose(dependency.Name, dependency.IsMetBy, rejected));

    static bool IsLibrary(string name) => name.StartsWith("lib", StringComparison.Ordinal);
}

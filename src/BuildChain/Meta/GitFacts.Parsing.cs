using System.Globalization;

namespace BuildChain.Meta;

public sealed partial record GitFacts
{
    const char CommitMark = '\u0001';
    const string Format = "--format=%x01%H %ct";

    static readonly string[] LogNames = ["log", "-z", Format, "--name-only", "--no-renames", "--diff-merges=combined"];

    sealed record LogEntry(GitCommit Commit, List<string> Paths);

    /// <summary>The first entry that touches each set; sets that none touches are left out.</summary>
    /// <param name="prefix">Of the sets' root in the repository, which the entries' paths start with.</param>
    static Dictionary<string, GitCommit> FirstTouching(
        IReadOnlyList<LogEntry> entries, string prefix, IReadOnlyDictionary<string, IReadOnlyList<string>> sets)
    {
        var byPath = sets.SelectMany(set => set.Value.Select(path => (Path: Normalise(path), set.Key))).ToLookup(x => x.Path, x => x.Key, StringComparer.Ordinal);
        var found = new Dictionary<string, GitCommit>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            foreach (var path in entry.Paths.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).SelectMany(path => WithParents(path[prefix.Length..])))
            {
                foreach (var set in byPath[path])
                    found.TryAdd(set, entry.Commit);
            }

            if (found.Count == sets.Count)
                break;
        }

        return found;
    }

    // "a/b" is touched by way of "a/b", "a" and the root, "".
    static IEnumerable<string> WithParents(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
            yield return path[..end];
        yield return "";
    }

    static List<LogEntry> ParseLog(string output)
    {
        var entries = new List<LogEntry>();
        foreach (var token in output.Split(['\0', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (token[0] != CommitMark)
            {
                entries.LastOrDefault()?.Paths.Add(token);
                continue;
            }
            var (sha, seconds) = (token[1..].Split(' ')[0], token[1..].Split(' ')[1]);
            entries.Add(new LogEntry(new GitCommit(sha, DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture))), []));
        }
        return entries;
    }

    /// <summary>Reads <c>git status --porcelain=v2 --branch -z --no-renames</c>; paths there are relative to the repository, not to the root.</summary>
    static (string? Branch, IReadOnlyList<string> Uncommitted) ParseStatus(string output, string prefix)
    {
        string? branch = null;
        var paths = new List<string>();
        foreach (var entry in output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.StartsWith("# branch.head ", StringComparison.Ordinal))
                branch = entry["# branch.head ".Length..] is var name and not "(detached)" ? name : null;
            // '1' has 8 fields before the path, 'u' (unmerged) 10, '?' (untracked) 1.
            var fields = entry[0] switch { '1' => 8, 'u' => 10, '?' => 1, _ => 0 };
            if (fields > 0 && entry.Split(' ', fields + 1) is { Length: > 1 } parts && parts[^1].StartsWith(prefix, StringComparison.Ordinal))
                paths.Add(parts[^1][prefix.Length..]);
        }
        paths.Sort(StringComparer.Ordinal);
        return (branch, paths);
    }
}

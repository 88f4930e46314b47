using System.Globalization;
using BuildChain.Processes;

namespace BuildChain.Meta;

public sealed partial record GitFacts
{
    /// <summary>Commits looked at for all path sets in one call.</summary>
    const int FirstWindow = 64;

    /// <summary>Sets that are older than a window are looked for in one call for all of them, so many times further back.</summary>
    const int Widening = 16;

    static readonly IReadOnlyDictionary<string, string?> Quiet = new Dictionary<string, string?>
    {
        // Reading must not contend for index.lock with a developer's git, nor follow a hook's repository.
        ["GIT_OPTIONAL_LOCKS"] = "0",
        ["GIT_DIR"] = null,
        ["GIT_WORK_TREE"] = null,
        ["GIT_INDEX_FILE"] = null,
        ["GIT_PREFIX"] = null,
        ["LC_ALL"] = "C",
    };

    /// <summary>Reads the facts with three git processes side by side, and a few more where the history is long; never throws for a missing git, repository or commit.</summary>
    /// <param name="root">Directory whose tree is described; may lie inside a larger repository.</param>
    /// <param name="lastChangeOf">Path sets by name, relative to the root, whose last commit is wanted.</param>
    public static async Task<GitFacts> ReadAsync(
        string root,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? lastChangeOf = null,
        CancellationToken cancellationToken = default)
    {
        if (GitDirectory.Find(root) is not { } git)
            return new GitFacts();
        try
        {
            return await ReadAsync(git, root, lastChangeOf ?? new Dictionary<string, IReadOnlyList<string>>(), cancellationToken);
        }
        catch (ProcessFailedException e)
        {
            return new GitFacts { Problem = e.Message };
        }
    }

    static async Task<GitFacts> ReadAsync(
        GitDirectory git, string root, IReadOnlyDictionary<string, IReadOnlyList<string>> sets, CancellationToken cancellationToken)
    {
        var status = GitAsync(root, ["status", "--porcelain=v2", "--branch", "-z", "--no-renames", "--untracked-files=normal", "--", "."], cancellationToken);
        if (git.IsUnborn())
            return await WithStatusAsync(new GitFacts { LastChange = sets.ToDictionary(s => s.Key, _ => default(GitCommit?)) }, status, git);

        var head = GitAsync(root, ["log", "-1", "-z", Format], cancellationToken);
        var shallow = git.ShallowCommits();
        var last = LastChangesAsync(root, git, sets, shallow, cancellationToken);
        await Task.WhenAll(status, head, last);
        var facts = new GitFacts
        {
            Head = ParseLog((await head).Output).Select(e => e.Commit).FirstOrDefault(),
            LastChange = await last,
            IsShallow = shallow.Count > 0,
        };
        return await WithStatusAsync(facts, status, git);
    }

    static async Task<GitFacts> WithStatusAsync(GitFacts facts, Task<ProcessResult> status, GitDirectory git)
    {
        var (branch, uncommitted) = ParseStatus((await status).Output, git.Prefix);
        return facts with { Branch = branch, Uncommitted = uncommitted };
    }

    internal static Task<ProcessResult> GitAsync(string root, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
        => ProcessRunner.RunAsync(
            new ProcessRequest("git", arguments) { WorkingDirectory = root, Environment = Quiet }, cancellationToken);

    static async Task<IReadOnlyDictionary<string, GitCommit?>> LastChangesAsync(
        string root, GitDirectory git, IReadOnlyDictionary<string, IReadOnlyList<string>> sets, IReadOnlySet<string> shallow, CancellationToken cancellationToken)
    {
        if (sets.Count == 0)
            return new Dictionary<string, GitCommit?>();
        var found = sets.ToDictionary(set => set.Key, _ => default(GitCommit?), StringComparer.Ordinal);
        var open = sets;
        for (var window = FirstWindow; open.Count > 0; window *= Widening)
        {
            var paths = open.Values.SelectMany(set => set).Select(Normalise).Select(p => p.Length == 0 ? "." : p).Distinct(StringComparer.Ordinal);
            var log = await GitAsync(root, [.. LogNames, "-n", window.ToString(CultureInfo.InvariantCulture), "--", .. paths], cancellationToken);
            var entries = ParseLog(log.Output);
            foreach (var (set, commit) in FirstTouching(entries, git.Prefix, open))
                found[set] = commit;
            // A log that is not full goes back to the beginning: what it does not have nobody has.
            open = entries.Count < window ? new Dictionary<string, IReadOnlyList<string>>()
                : open.Where(set => found[set.Key] is null).ToDictionary(StringComparer.Ordinal);
        }

        // At the edge of a shallow clone every file looks as if it was added by the oldest commit that is there.
        return found.ToDictionary(f => f.Key, f => f.Value is { } commit && shallow.Contains(commit.Sha) ? null : f.Value);
    }
}

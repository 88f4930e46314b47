using BuildChain.Meta;
using BuildChain.Processes;

namespace BuildChain.Tests.Meta;

public sealed class GitFactsTests
{
    static Dictionary<string, IReadOnlyList<string>> Sets(params (string Name, string Path)[] sets)
        => sets.ToDictionary(s => s.Name, s => (IReadOnlyList<string>)[s.Path]);

    [Fact]
    public async Task A_clean_tree_has_head_branch_and_time_in_utc()
    {
        using var git = await GitRepository.CreateAsync();
        var sha = await git.CommitAsync("a.txt", "1");

        var facts = await GitFacts.ReadAsync(git.Path);

        Assert.Equal(sha, facts.Head?.Sha);
        Assert.Equal(sha[..7], facts.Head?.ShortSha);
        Assert.Equal("main", facts.Branch);
        Assert.Matches("^2025-01-31T10:[0-9]{2}:00Z$", facts.Head?.IsoTime);
        Assert.False(facts.IsDirty);
        Assert.False(facts.IsShallow);
        Assert.Null(facts.Problem);
    }

    [Fact]
    public async Task Changed_staged_deleted_renamed_and_untracked_paths_are_uncommitted()
    {
        using var git = await GitRepository.CreateAsync();
        await git.CommitAsync("changed file.txt", "1");
        await git.CommitAsync("deleted.txt", "1");
        await git.CommitAsync("old.txt", "1");
        git.Write("changed file.txt", "2").Write("staged.txt", "1").Write("new/deep/x.txt", "1");
        await git.GitAsync("add", "staged.txt");
        await git.GitAsync("mv", "old.txt", "renamed.txt");
        File.Delete(Path.Combine(git.Path, "deleted.txt"));

        var facts = await GitFacts.ReadAsync(git.Path);

        Assert.Equal(["changed file.txt", "deleted.txt", "new/", "old.txt", "renamed.txt", "staged.txt"], facts.Uncommitted);
    }

    [Theory]
    [InlineData("services/gateway", true)]
    [InlineData("services/gateway/", true)]
    [InlineData("./services/gateway", true)]
    [InlineData("services", true)]
    [InlineData("services/gateway/a.cs", true)]
    [InlineData("services/gate", false)]
    [InlineData("services/agent", false)]
    [InlineData("new/deep", true)]
    [InlineData(".", true)]
    public void Uncommitted_is_what_lies_at_below_or_above_a_path(string path, bool expected)
    {
        var facts = new GitFacts { Uncommitted = ["new/", "services/gateway/a.cs"] };
        Assert.Equal(expected, facts.IsUncommitted([path]));
    }

    [Fact]
    public async Task The_last_commit_of_each_path_set_is_found()
    {
        using var git = await GitRepository.CreateAsync();
        var first = await git.CommitAsync("base/Dockerfile", "1");
        var second = await git.CommitAsync("other/x", "1");
        await git.CommitAsync("unrelated", "1");

        var facts = await GitFacts.ReadAsync(git.Path, Sets(("base", "base"), ("other", "other/x"), ("none", "nothing")));

        Assert.Equal(first, facts.LastChange["base"]?.Sha);
        Assert.Equal(second, facts.LastChange["other"]?.Sha);
        Assert.Null(facts.LastChange["none"]);
    }

    [Fact]
    public async Task A_path_set_older_than_the_first_look_is_found_too()
    {
        using var git = await GitRepository.CreateAsync();
        var old = await git.CommitAsync("base/Dockerfile", "1");
        var later = await git.CommitAsync("nearly/as/old", "1");
        for (var i = 0; i < 70; i++)
            await git.CommitAsync("busy", $"{i}");

        var facts = await GitFacts.ReadAsync(git.Path, Sets(("base", "base"), ("later", "nearly/as"), ("busy", "busy"), ("none", "never"), ("all", ".")));

        Assert.Equal(old, facts.LastChange["base"]?.Sha);
        Assert.Equal(later, facts.LastChange["later"]?.Sha);
        Assert.Equal(facts.Head, facts.LastChange["busy"]);
        Assert.Equal(facts.Head, facts.LastChange["all"]);
        Assert.Null(facts.LastChange["none"]);
    }

    [Fact]
    public async Task A_change_made_only_in_a_merge_counts_as_the_merges()
    {
        using var git = await GitRepository.CreateAsync();
        await git.CommitAsync("base/f", "1");
        await git.GitAsync("checkout", "-q", "-b", "side");
        await git.CommitAsync("side", "1");
        await git.GitAsync("checkout", "-q", "main");
        await git.CommitAsync("main", "1");
        await git.GitAsync("merge", "-q", "--no-commit", "side");
        var merge = await git.CommitAsync("base/f", "changed while merging");

        var facts = await GitFacts.ReadAsync(git.Path, Sets(("base", "base")));

        Assert.Equal(merge, facts.LastChange["base"]?.Sha);
    }

    [Fact]
    public async Task A_shallow_clone_does_not_pretend_to_know_old_commits()
    {
        using var git = await GitRepository.CreateAsync();
        await git.CommitAsync("base/f", "1");
        await git.CommitAsync("x", "1");
        var head = await git.CommitAsync("y", "1");
        using var clone = new TemporaryDirectory();
        await ProcessRunner.RunAsync(new ProcessRequest("git", "clone", "-q", "--depth", "2", $"file://{git.Path}", clone.At("c")));

        var facts = await GitFacts.ReadAsync(clone.At("c"), Sets(("base", "base"), ("y", "y")));

        Assert.True(facts.IsShallow);
        Assert.Null(facts.LastChange["base"]);
        Assert.Equal(head, facts.LastChange["y"]?.Sha);
    }

    [Fact]
    public async Task A_detached_head_has_no_branch()
    {
        using var git = await GitRepository.CreateAsync();
        var sha = await git.CommitAsync("a", "1");
        await git.GitAsync("checkout", "-q", "--detach");

        var facts = await GitFacts.ReadAsync(git.Path);

        Assert.Null(facts.Branch);
        Assert.Equal(sha, facts.Head?.Sha);
    }

    [Fact]
    public async Task Without_a_commit_there_is_a_branch_and_no_head()
    {
        using var git = await GitRepository.CreateAsync();
        git.Write("a", "1");

        var facts = await GitFacts.ReadAsync(git.Path, Sets(("a", "a")));

        Assert.Null(facts.Head);
        Assert.Equal("main", facts.Branch);
        Assert.Equal(["a"], facts.Uncommitted);
        Assert.Null(facts.LastChange["a"]);
        Assert.Null(facts.Problem);
    }

    [Fact]
    public async Task Outside_a_repository_everything_is_empty()
    {
        using var directory = new TemporaryDirectory();

        var facts = await GitFacts.ReadAsync(directory.Path, Sets(("a", "a")));

        Assert.Null(facts.Head);
        Assert.Null(facts.Problem);
        Assert.False(facts.IsDirty);
    }

    [Fact]
    public async Task In_a_worktree_and_below_the_top_paths_are_relative_to_the_root_that_was_asked()
    {
        using var git = await GitRepository.CreateAsync();
        await git.CommitAsync("outside", "1");
        var sha = await git.CommitAsync("sub/base/f", "1");
        using var elsewhere = new TemporaryDirectory();
        await git.GitAsync("worktree", "add", "-q", elsewhere.At("w"), "-b", "work");
        await File.WriteAllTextAsync(elsewhere.At("w/sub/base/f"), "2");
        await File.WriteAllTextAsync(elsewhere.At("w/outside"), "2");

        var facts = await GitFacts.ReadAsync(elsewhere.At("w/sub"), Sets(("base", "base")));

        Assert.Equal("work", facts.Branch);
        Assert.Equal(["base/f"], facts.Uncommitted);
        Assert.Equal(sha, facts.LastChange["base"]?.Sha);
    }

    [Fact]
    public async Task A_broken_repository_is_a_problem_and_not_an_exception()
    {
        using var directory = new TemporaryDirectory();
        directory.Write(".git/HEAD", "ref: refs/heads/main\n");

        var facts = await GitFacts.ReadAsync(directory.Path);

        Assert.Null(facts.Head);
        Assert.Contains("git", facts.Problem, StringComparison.Ordinal);
    }
}

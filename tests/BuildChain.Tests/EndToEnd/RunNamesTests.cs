using BuildChain.EndToEnd;
using BuildChain.Images;
using BuildChain.Meta;
using BuildChain.Tests.Meta;

namespace BuildChain.Tests.EndToEnd;

public sealed class RunNamesTests
{
    static readonly DateTimeOffset Now = new(2025, 1, 31, 14, 0, 5, TimeSpan.FromHours(2));
    static readonly GitCommit Head = new("0123456789abcdef0123456789abcdef01234567", Now);

    [Theory]
    [InlineData("e2e-docker", true, null, "e2e-e2e-docker-0123456")]
    [InlineData("default", true, "deadbeef", "e2e-default-0123456-deadbeef")]
    [InlineData("default", false, null, "e2e-default-t20250131120005")]
    [InlineData("default", false, "deadbeef", "e2e-default-t20250131120005")]
    public void A_tag_is_made_of_environment_commit_and_change_or_of_the_clock(string env, bool hasCommit, string? change, string tag)
        => Assert.Equal(tag, RunNames.Tag(env, hasCommit ? Head : null, change, Now));

    [Fact]
    public void The_longest_tag_is_legal()
    {
        var tag = RunNames.Numbered(RunNames.Tag(new string('a', 40), Head, "deadbeef", Now), 1000);

        Assert.True(ImageTag.IsLegal(tag));
        Assert.Equal($"esb-{tag[4..]}", RunNames.Project(tag));
    }

    [Fact]
    public void What_is_no_environment_is_refused()
        => Assert.Contains("is not an environment name", Assert.Throws<BuildChainException>(() => RunNames.Tag("a/b", Head, null, Now)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Every_uncommitted_state_has_its_own_fingerprint_and_the_same_state_the_same()
    {
        using var repository = await GitRepository.CreateAsync();
        await repository.CommitAsync("a", "1");

        Assert.Null(await FingerprintAsync(repository));
        repository.Write("a", "2");
        var changed = await FingerprintAsync(repository);
        repository.Write("new", "x");
        var untracked = await FingerprintAsync(repository);
        repository.Write("new", "y");
        var other = await FingerprintAsync(repository);
        await repository.GitAsync("add", "a");
        var staged = await FingerprintAsync(repository);
        repository.Write("new", "x");
        var again = await FingerprintAsync(repository);

        Assert.Equal(8, changed!.Length);
        Assert.Equal(3, new[] { changed, untracked, other }.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(other, staged);
        Assert.Equal(untracked, again);
    }

    static async Task<string?> FingerprintAsync(GitRepository repository)
        => await GitChange.FingerprintAsync(repository.Path, await GitFacts.ReadAsync(repository.Path));
}

using System.Text;
using BuildChain.Meta;

namespace BuildChain.Tests.Meta;

public sealed class VersionStampTests
{
    static readonly GitCommit Commit = new("0123456789abcdef0123456789abcdef01234567", new DateTimeOffset(2025, 1, 31, 14, 0, 0, TimeSpan.FromHours(2)));

    [Fact]
    public void The_file_has_fixed_bytes()
        => Snapshot.Match(Encoding.UTF8.GetString(VersionStamp.From("esb", "0.1.0", Commit, "feature/größer", dirty: true, "gateway-docker").ToJson()), "json");

    [Fact]
    public void Labels_leave_out_what_is_not_known()
        => Assert.Equal(
            ["org.opencontainers.image.title", "org.opencontainers.image.version"],
            VersionStamp.From("esb", "0.1.0", null, null, dirty: true, "agent-docker").ToLabels().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Labels_mark_a_dirty_revision()
    {
        var labels = VersionStamp.From("esb", "0.1.0", Commit, "main", dirty: true, "agent-docker").ToLabels("https://example.com/esb");
        Assert.Equal(Commit.Sha + "-dirty", labels["org.opencontainers.image.revision"]);
        Assert.Equal("2025-01-31T12:00:00Z", labels["org.opencontainers.image.created"]);
        Assert.Equal("https://example.com/esb", labels["org.opencontainers.image.source"]);
        Assert.Equal("esb-agent-docker", labels["org.opencontainers.image.title"]);
    }

    [Fact]
    public void A_control_plane_image_has_head_and_is_dirty_only_by_its_own_inputs()
    {
        var git = new GitFacts { Head = Commit, Branch = "main", Uncommitted = ["services/agent/x.cs"] };
        var stamps = ImageInputs.Stamp(
            git, [new("gateway", StampKind.Head, "services/gateway"), new("agent", StampKind.Head, "services/agent")], "esb", "1");

        Assert.Equal((Commit.Sha, "main", false), (stamps["gateway"].Commit, stamps["gateway"].Branch, stamps["gateway"].Dirty));
        Assert.True(stamps["agent"].Dirty);
        Assert.True(ImageInputs.StampRepository(git, "esb", "1").Dirty);
    }

    [Fact]
    public void A_base_image_has_the_commit_that_touched_it_and_no_branch()
    {
        var older = Commit with { Sha = "f".PadLeft(40, 'f') };
        var git = new GitFacts { Head = Commit, Branch = "main", LastChange = new Dictionary<string, GitCommit?> { ["os-base"] = older } };
        ImageInput[] inputs = [new("os-base", StampKind.LastChange, "images/os-base"), new("lost", StampKind.LastChange, "x")];

        var stamps = ImageInputs.Stamp(git, inputs, "esb", "1");

        Assert.Equal((older.Sha, "", "os-base"), (stamps["os-base"].Commit, stamps["os-base"].Branch, stamps["os-base"].Image));
        Assert.Equal("", stamps["lost"].Commit);
        Assert.Equal(["os-base", "lost"], ImageInputs.AskedOfGit(inputs).Keys);
    }
}

using BuildChain.Meta;

namespace BuildChain.Tests.Meta;

public sealed class MetaStageTests
{
    static VersionStamp Stamp(string image, string commit = "c1") => new("esb", "0.1.0", commit, commit, "main", "", Dirty: false, image);

    static Dictionary<string, VersionStamp> Images(params string[] targets) => targets.ToDictionary(t => t, t => Stamp(t));

    [Fact]
    public void One_file_per_image_and_one_for_the_repository_are_written()
    {
        using var directory = new TemporaryDirectory();

        var written = MetaStage.Write(directory.At("meta"), Stamp(""), Images("b", "a"));

        Assert.Equal(["a/version.json", "b/version.json", "version.json"], written);
        Assert.Equal(Stamp("a").ToJson(), File.ReadAllBytes(directory.At("meta/a/version.json")));
        Assert.Equal(["meta"], Directory.EnumerateFileSystemEntries(directory.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Only_what_differs_is_written_again()
    {
        using var directory = new TemporaryDirectory();
        MetaStage.Write(directory.Path, Stamp(""), Images("a", "b"));
        File.SetLastWriteTimeUtc(directory.At("a/version.json"), DateTime.UnixEpoch);

        var written = MetaStage.Write(directory.Path, Stamp(""), new Dictionary<string, VersionStamp> { ["a"] = Stamp("a"), ["b"] = Stamp("b", "c2") });

        Assert.Equal(["b/version.json"], written);
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(directory.At("a/version.json")));
    }

    [Fact]
    public void A_target_that_is_gone_leaves_nothing()
    {
        using var directory = new TemporaryDirectory();
        MetaStage.Write(directory.Path, Stamp(""), Images("a", "old"));

        MetaStage.Write(directory.Path, Stamp(""), Images("a"));

        Assert.False(Directory.Exists(directory.At("old")));
        Assert.True(File.Exists(directory.At("a/version.json")));
    }
}

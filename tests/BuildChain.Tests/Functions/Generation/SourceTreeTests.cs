using BuildChain.Functions.Generation;

namespace BuildChain.Tests.Functions.Generation;

public sealed class SourceTreeTests : IDisposable
{
    readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Folders_come_before_what_is_in_them_in_the_same_order_everywhere()
    {
        directory.Write("code/b/two.py").Write("code/a.py").Write("code/b/One.py").MakeDirectory("code/empty");

        Assert.Equal(["a.py", "b", "b/One.py", "b/two.py", "empty"], Paths());
    }

    [Fact]
    public void The_folders_own_dockerignore_counts()
    {
        directory.Write("code/.dockerignore", "tests\n**/*.md\n!tests/kept.py\n").Write("code/app.py").Write("code/a/readme.md").Write("code/tests/test.py").Write("code/tests/kept.py");

        Assert.Equal(["a", "app.py", "tests", "tests/kept.py"], Paths());
    }

    [Theory]
    [InlineData("")]
    [InlineData("!.esb")]
    [InlineData("!**/.esb/certs/*\n!sub")]
    public void What_the_chain_made_is_never_code(string taken)
    {
        directory.Write("code/app.py").Write("code/.esb/certs/rootCA.key").Write("code/sub/.esb/dev/functions/echo/code/app.py").Write("code/sub/x.py");
        directory.Write("code/.dockerignore", taken);

        Assert.Equal(["app.py", "sub", "sub/x.py"], Paths());
    }

    [Fact]
    public void What_is_executable_stays_it_and_a_bootstrap_becomes_it()
    {
        directory.Write("code/bootstrap").Write("code/run").Write("code/app.py").Write("code/sub/bootstrap");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(directory.At("code/run"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(["bootstrap", "run"], Read().OfType<TreeFile>().Where(file => file.Executable).Select(file => file.Path));
    }

    [Theory]
    [InlineData("code/link", "app.py", "app.py")]
    [InlineData("code/sub/link", "../app.py", "../app.py")]
    [InlineData("code/link", "sub/../app.py", "app.py")]
    [InlineData("code/link", "sub", "sub")]
    [InlineData("code/link", ".", ".")]
    [InlineData("code/sub/link", "..", "..")]
    [InlineData("code/link", "../code/sub/x.py", "sub/x.py")]
    public void A_link_within_the_folder_stays_a_link(string link, string target, string expected)
    {
        directory.Write("code/app.py").Write("code/sub/x.py");
        File.CreateSymbolicLink(directory.At(link), target);

        Assert.Equal(expected, Assert.Single(Read().OfType<TreeLink>()).Target);
    }

    [Fact]
    public void An_absolute_link_within_the_folder_becomes_a_relative_one()
    {
        directory.Write("code/app.py").MakeDirectory("code/sub");
        File.CreateSymbolicLink(directory.At("code/sub/link"), directory.At("code/app.py"));

        Assert.Equal(new TreeLink("sub/link", "../app.py"), Assert.Single(Read().OfType<TreeLink>()));
    }

    [Fact]
    public void A_link_that_leaves_the_folder_becomes_what_it_points_to()
    {
        directory.Write("code/app.py").Write("common/lib.py").Write("common/deep/x.py").Write("version");
        File.CreateSymbolicLink(directory.At("common/deep/up"), "../lib.py");
        File.CreateSymbolicLink(directory.At("code/common"), "../common");
        File.CreateSymbolicLink(directory.At("code/version"), directory.At("version"));

        Assert.Equal(["app.py", "common", "common/deep", "common/deep/up", "common/deep/x.py", "common/lib.py", "version"], Paths());
        Assert.Equal(new TreeLink("common/deep/up", "../lib.py"), Assert.Single(Read().OfType<TreeLink>()));
    }

    [Theory]
    [InlineData("/etc/passwd", "outside the template's directory")]
    [InlineData("../../", "outside the template's directory")]
    [InlineData("missing", "does not exist")]
    [InlineData("link", "a link to itself")]
    [InlineData("..", "contains the link itself")]
    public void A_link_that_leads_elsewhere_is_refused_and_named(string target, string why)
    {
        directory.Write("code/app.py");
        File.CreateSymbolicLink(directory.At("code/link"), target);

        var e = Assert.Throws<BuildChainException>(Read);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
        Assert.Contains(directory.At("code/link"), e.Message, StringComparison.Ordinal);
        Assert.Contains(".dockerignore", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_that_link_to_each_other_are_refused()
    {
        directory.Write("a/x").Write("b/y").MakeDirectory("code");
        File.CreateSymbolicLink(directory.At("a/b"), "../b");
        File.CreateSymbolicLink(directory.At("b/a"), "../a");
        File.CreateSymbolicLink(directory.At("code/a"), "../a");

        Assert.Contains("contains the link itself", Assert.Throws<BuildChainException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_link_that_is_ignored_is_no_problem()
    {
        directory.Write("code/.dockerignore", "link").Write("code/app.py");
        File.CreateSymbolicLink(directory.At("code/link"), "/etc/passwd");

        Assert.Equal(["app.py"], Paths());
    }

    IReadOnlyList<TreeEntry> Read() => SourceTree.Read(directory.At("code"), directory.Path);

    IEnumerable<string> Paths() => Read().Select(entry => entry.Path);
}

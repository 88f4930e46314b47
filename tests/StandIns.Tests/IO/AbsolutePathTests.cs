using System.ComponentModel;
using Nuke.Common;
using Nuke.Common.IO;

namespace StandIns.Tests.IO;

public class AbsolutePathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/a/b/", "/a/b")]
    [InlineData("/a//b/./c", "/a/b/c")]
    [InlineData("/a/b/../c", "/a/c")]
    [InlineData("/a\\b", "/a/b")]
    [InlineData("C:\\a\\..\\b", "C:\\b")]
    [InlineData("C:", "C:\\")]
    [InlineData("\\\\server\\share\\.\\x", "\\\\server\\share\\x")]
    public void A_path_is_normalised(string given, string expected) => Assert.Equal(expected, ((AbsolutePath)given).ToString());

    [Theory]
    [InlineData("a/b")]
    [InlineData("./a")]
    [InlineData("")]
    public void A_relative_text_is_no_absolute_path(string given)
        => Assert.Equal($"Path '{given}' must be rooted", Assert.Throws<ArgumentException>(() => (AbsolutePath)given).Message);

    [Fact]
    public void Nothing_is_above_the_root()
    {
        var failure = Assert.Throws<ArgumentException>(() => (AbsolutePath)"/a/../..");

        Assert.Equal("Cannot normalize '/a/../..' beyond path root", failure.Message);
        Assert.Null(((AbsolutePath)"/").Parent);
    }

    [Fact]
    public void Slash_and_plus_append()
    {
        AbsolutePath root = "/a/b";

        Assert.Equal("/a/b/c/d", root / "c" / "d");
        Assert.Equal("/a/b/c/d", root / "c/d/");
        Assert.Equal("/a/c", root / "../c");
        Assert.Equal("/a", root / "..");
        Assert.Equal("/a", root / ..);
        Assert.Equal("/a/b", root / null);
        Assert.Equal("/a/b.txt", root + ".txt");
        Assert.Throws<ArgumentException>(() => root / "/c");
    }

    [Fact]
    public void The_parts_of_a_path()
    {
        AbsolutePath path = "/a/b.tar.gz";

        Assert.Equal(("b.tar.gz", "b.tar", ".gz", "/a"), (path.Name, path.NameWithoutExtension, path.Extension, (string)path.Parent));
        Assert.Equal("/", path.Parent.Parent);
        Assert.Equal("/a/b.tar.zip", path.WithExtension("zip"));
        Assert.True(path.HasExtension(".GZ"));
        Assert.True(path.HasExtension(".zip", "gz"));
        Assert.False(path.HasExtension(".zip"));
    }

    [Fact]
    public void Equality_minds_case_except_on_windows_drives()
    {
        Assert.Equal((AbsolutePath)"/a/b/", (AbsolutePath)"/a/b");
        Assert.True((AbsolutePath)"/a" == "/a/.");
        Assert.True((AbsolutePath)"/a" != (AbsolutePath)"/A");
        Assert.True((AbsolutePath)"C:\\a" == (AbsolutePath)"c:\\A");
        Assert.True((AbsolutePath)null! == null!);
        Assert.Null((string)(AbsolutePath)null!);
        Assert.Null((AbsolutePath)(string)null!);
    }

    [Theory]
    [InlineData("/a b", "dn", "\"/a b\"")]
    [InlineData("/ab", "dn", "/ab")]
    [InlineData("/ab", "d", "\"/ab\"")]
    [InlineData("/a b", "s", "'/a b'")]
    [InlineData("/a b", "sn", "'/a b'")]
    [InlineData("/a b", "nq", "/a b")]
    [InlineData("/a b", null, "/a b")]
    public void Formats_quote(string path, string? format, string expected) => Assert.Equal(expected, ((AbsolutePath)path).ToString(format));

    [Fact]
    public void Text_converts_relative_to_the_working_directory()
    {
        var converter = TypeDescriptor.GetConverter(typeof(AbsolutePath));

        Assert.Equal((AbsolutePath)"/x", converter.ConvertFromInvariantString("/x"));
        Assert.Equal(EnvironmentInfo.WorkingDirectory / "x", converter.ConvertFromInvariantString("x"));
    }

    [Fact]
    public void Relative_paths()
    {
        AbsolutePath root = "/a/b";

        Assert.Equal("c/d", (string)root.GetRelativePathTo("/a/b/c/d"));
        Assert.Equal("../c", (string)root.GetRelativePathTo("/a/c"));
        Assert.Equal("", (string)root.GetRelativePathTo("/a/b"));
        Assert.Equal("../c", (string)root.GetUnixRelativePathTo("/a/c"));
        Assert.Equal("x/y", (string)((RelativePath)"x" / "y"));
        Assert.Equal("y", (string)((RelativePath)"x/../y"));
        Assert.Equal("../y", (string)((RelativePath)"x" / "../../y"));
        Assert.Equal("x.txt", (string)((RelativePath)"x" + ".txt"));
        Assert.Equal("x/y", (string)((UnixRelativePath)"x\\y"));
        Assert.Equal("x/y", (string)((RelativePath)"x/y").ToUnixRelativePath());
    }

    [Theory]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "/a/b", true)]
    [InlineData("/a", "/ab", false)]
    [InlineData("/a/b", "/a", false)]
    public void Contains_is_about_whole_names(string outer, string inner, bool expected)
        => Assert.Equal(expected, ((AbsolutePath)outer).Contains(inner));
}

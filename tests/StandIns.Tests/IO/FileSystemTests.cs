using Nuke.Common.IO;

namespace StandIns.Tests.IO;

public sealed class FileSystemTests : IDisposable
{
    readonly AbsolutePath _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Directories_are_created_emptied_and_deleted_whatever_was_there()
    {
        var directory = _root / "a" / "b";

        Assert.Same(directory, directory.CreateDirectory());
        (directory / "f").TouchFile();
        File.SetAttributes(directory / "f", FileAttributes.ReadOnly);
        directory.CreateOrCleanDirectory();

        Assert.Empty(Directory.GetFileSystemEntries(directory));
        Assert.True(directory.DirectoryExists());
        Assert.True(directory.Exists());
        directory.DeleteDirectory();
        directory.DeleteDirectory();
        Assert.False(directory.DirectoryExists());
    }

    [Fact]
    public void Exists_reads_the_expressions_name()
    {
        var someFile = (_root / "f").TouchFile();
        var path = someFile;

        Assert.True(someFile.Exists());
        Assert.Same(someFile, someFile.ExistingFile());
        Assert.Null(_root.ExistingFile());
        Assert.Same(_root, _root.ExistingDirectory());
        Assert.Throws<ArgumentException>(() => path.Exists());
        someFile.DeleteFile();
        someFile.DeleteFile();
        Assert.False(someFile.FileExists());
    }

    [Fact]
    public void Written_text_ends_with_one_line_break()
    {
        var file = _root / "new" / "text.txt";

        file.WriteAllText("ä\n\n\n");
        Assert.Equal([0xC3, 0xA4, 0x0A], file.ReadAllBytes());
        file.WriteAllText("a\r\nb");
        Assert.Equal("a\r\nb\r\n", file.ReadAllText());
        file.WriteAllText("a", eofLineBreak: false);
        Assert.Equal("a", file.ReadAllText());
        file.WriteAllLines(["a", "b"]);
        Assert.Equal("a\nb\n", file.ReadAllText());
        file.AppendAllText("c");
        file.AppendAllLines(["d"]);
        Assert.Equal(["a", "b", "cd"], file.ReadAllLines());
        file.UpdateText(x => x.Replace("cd", "e"));
        Assert.Equal("a\nb\ne\n", file.ReadAllText());
        file.WriteAllBytes([1]);
        Assert.Equal([1], file.ReadAllBytes());
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var failure = Assert.Throws<ArgumentException>(() => (_root / "missing").ReadAllText());

        Assert.StartsWith($"Expected file to exist: {_root / "missing"}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_and_directories_are_listed_to_a_depth()
    {
        Make("b.txt", "a.txt", "x/c.txt", "x/y/d.txt", "x/e.log");

        Assert.Equal(["a.txt", "b.txt"], Names(_root.GetFiles()));
        Assert.Equal(["a.txt", "b.txt", "x/c.txt"], Names(_root.GetFiles("*.txt", depth: 2)));
        Assert.Equal(["x"], Names(_root.GetDirectories()));
        Assert.Equal(["x", "x/y"], Names(_root.GetDirectories(depth: 5)));
        Assert.True(_root.ContainsFile("*.txt"));
        Assert.False(_root.ContainsDirectory("y"));
        Assert.Equal(_root, (_root / "a.txt").FindParent(p => p.ContainsDirectory("x")));
        Assert.Equal(_root / "x", (_root / "x").FindParentOrSelf(p => p.ContainsDirectory("y")));
    }

    [Theory]
    [InlineData("*.txt", "a.txt b.txt")]
    [InlineData("**/*.txt", "a.txt b.txt x/c.txt x/y/d.txt")]
    [InlineData("x/*.txt", "x/c.txt")]
    [InlineData("x/**/*.txt", "x/c.txt x/y/d.txt")]
    [InlineData("**/y/*", "x/y/d.txt")]
    [InlineData("?.txt", "a.txt b.txt")]
    [InlineData("[bc].txt", "b.txt")]
    [InlineData("**/*.{log,md}", "x/e.log")]
    [InlineData("*/*.log", "x/e.log")]
    [InlineData("x/c.txt", "x/c.txt")]
    [InlineData("nothing/*.txt", "")]
    [InlineData("*.TXT", "")]
    public void Patterns_find_files(string pattern, string expected)
    {
        Make("b.txt", "a.txt", "x/c.txt", "x/y/d.txt", "x/e.log");

        Assert.Equal(expected, string.Join(' ', Names(_root.GlobFiles(pattern)).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Patterns_find_directories()
    {
        Make("x/obj/1", "x/y/obj/2", "z/3");

        Assert.Equal(["x/obj", "x/y/obj"], Names(_root.GlobDirectories("**/obj")).Order(StringComparer.Ordinal));
        Assert.Equal(["x", "z"], Names(_root.GlobDirectories("*")).Order(StringComparer.Ordinal));
        Assert.Equal(["x/obj", "z"], Names(_root.GlobDirectories("z", "x/o*")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_existing_target_is_kept_unless_the_policy_says_otherwise()
    {
        Make("a/f", "b/f", "b/g");
        (_root / "a" / "f").WriteAllText("new");

        Assert.Throws<Exception>(() => (_root / "a" / "f").Copy(_root / "b" / "f"));
        Assert.Equal(_root / "a" / "f", (_root / "a" / "f").Copy(_root / "b" / "f", ExistsPolicy.FileSkip));
        Assert.Equal("", File.ReadAllText(_root / "b" / "f"));
        Assert.Equal(_root / "b" / "f", (_root / "a" / "f").CopyToDirectory(_root / "b", ExistsPolicy.FileOverwrite));
        Assert.Equal("new\n", File.ReadAllText(_root / "b" / "f"));

        Assert.Throws<ArgumentException>(() => (_root / "a").Copy(_root / "b"));
        Assert.Throws<ArgumentException>(() => (_root / "a").Copy(_root / "a" / "inner"));
    }

    [Fact]
    public void Whole_directories_are_copied_and_moved()
    {
        Make("a/f", "a/sub/g", "a/skip/h", "b/sub/old");

        (_root / "a").Copy(_root / "c", excludeDirectory: x => x.Name == "skip");
        Assert.Equal(["c/f", "c/sub/g"], Names(_root.GlobFiles("c/**/*")).Order(StringComparer.Ordinal));

        (_root / "a").Move(_root / "b", ExistsPolicy.MergeAndOverwrite);
        Assert.Equal(["b/f", "b/skip/h", "b/sub/g", "b/sub/old"], Names(_root.GlobFiles("b/**/*")).Order(StringComparer.Ordinal));
        Assert.False((_root / "a").DirectoryExists());

        Assert.Equal(_root / "c" / "renamed", (_root / "c" / "f").Rename("renamed"));
        (_root / "c" / "renamed").MoveToDirectory(_root / "d");
        Assert.True((_root / "d" / "renamed").FileExists());
    }

    void Make(params string[] files)
    {
        foreach (var file in files)
            (_root / file).TouchFile();
    }

    IEnumerable<string> Names(IEnumerable<AbsolutePath> paths) => paths.Select(x => (string)_root.GetUnixRelativePathTo(x));
}

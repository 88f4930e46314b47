using BuildChain.Functions.Generation;

namespace BuildChain.Tests.Functions.Generation;

public sealed class DockerIgnoreTests
{
    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "a/b/c", true)]
    [InlineData("a", "b/a", false)]
    [InlineData("/a/", "a", true)]
    [InlineData("./a/../b", "b", true)]
    [InlineData("../a", "a", true)]
    [InlineData("a*", "abc", true)]
    [InlineData("a*", "a/b", true)]
    [InlineData("*.pyc", "x/y.pyc", false)]
    [InlineData("**/*.pyc", "y.pyc", true)]
    [InlineData("**/*.pyc", "x/z/y.pyc", true)]
    [InlineData("x/**", "x/y", true)]
    [InlineData("x/**", "x", false)]
    [InlineData("**", "x", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("[ab]x", "bx", true)]
    [InlineData("[^ab]x", "bx", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData(@"\*", "*", true)]
    [InlineData(@"\*", "x", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("(a|b)+$", "(a|b)+$", true)]
    [InlineData("[", "[", true)]
    [InlineData("  a  ", "a", true)]
    [InlineData("#a", "#a", false)]
    [InlineData("", "a", false)]
    [InlineData("a", "a\nb", false)]
    public void A_pattern_ignores_what_dockers_rules_say(string pattern, string path, bool ignored)
        => Assert.Equal(ignored, DockerIgnore.Read(pattern).Ignores(path));

    [Fact]
    public void The_last_pattern_that_matches_decides()
    {
        var ignore = DockerIgnore.Read("*", "!keep", "keep/not");

        Assert.True(ignore.Ignores("other"));
        Assert.False(ignore.Ignores("keep"));
        Assert.False(ignore.Ignores("keep/this"));
        Assert.True(ignore.Ignores("keep/not"));
        Assert.True(ignore.TakesBack);
    }

    [Fact]
    public void What_no_function_needs_is_ignored_unless_taken_back()
    {
        using var directory = new TemporaryDirectory().Write(".dockerignore", "!pkg/__pycache__\n");
        var ignore = DockerIgnore.Of(directory.Path);

        Assert.True(ignore.Ignores("__pycache__/a.pyc"));
        Assert.True(ignore.Ignores(".dockerignore"));
        Assert.True(ignore.Ignores(".git"));
        Assert.False(ignore.Ignores("pkg/__pycache__/a.pyc"));
        Assert.False(ignore.Ignores("app.py"));
    }
}

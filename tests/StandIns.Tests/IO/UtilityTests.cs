using Nuke.Common;
using Nuke.Common.Utilities;
using Nuke.Common.Utilities.Collections;

namespace StandIns.Tests.IO;

public class UtilityTests
{
    [Fact]
    public void Quoting()
    {
        Assert.Equal("\"a\\\"b\"", "a\"b".DoubleQuote());
        Assert.Equal("\"a b\"", "a b".DoubleQuoteIfNeeded());
        Assert.Equal("ab", "ab".DoubleQuoteIfNeeded());
        Assert.Equal("\"a b\"", "\"a b\"".DoubleQuoteIfNeeded());
        Assert.Equal("", " ".DoubleQuoteIfNeeded());
        Assert.Equal("", ((string)null!).DoubleQuoteIfNeeded());
        Assert.Equal("\"a;b\"", "a;b".DoubleQuoteIfNeeded(';'));
        Assert.Equal("'a\\'b'", "a'b".SingleQuote());
        Assert.Equal("'a b'", "a b".SingleQuoteIfNeeded());
        Assert.Equal("x", "\"x\"".TrimMatchingDoubleQuotes());
        Assert.Equal("\"", "\"".TrimMatchingDoubleQuotes());
    }

    [Fact]
    public void Joining_and_splitting()
    {
        string[] abc = ["a", "b", "c"];

        Assert.Equal("a b c", abc.JoinSpace());
        Assert.Equal("a,b,c", abc.JoinComma());
        Assert.Equal("a, b, c", abc.JoinCommaSpace());
        Assert.Equal("a, b, or c", abc.JoinCommaOr());
        Assert.Equal("a and b", abc.Take(2).JoinCommaAnd());
        Assert.Equal("a", abc.Take(1).JoinCommaAnd());
        Assert.Equal($"a{Environment.NewLine}b{Environment.NewLine}c", abc.JoinNewLine());
        Assert.Equal("a\r\nb\r\nc", abc.JoinNewLine(PlatformFamily.Windows));
        Assert.Equal("a-b-c", abc.JoinDash());
        Assert.Equal("a|b|c", abc.Join('|'));
        Assert.Equal(abc, " a b  c ".SplitSpace());
        Assert.Equal(abc, "a\r\nb\nc".SplitLineBreaks());
    }

    [Fact]
    public void Trimming_and_comparing()
    {
        Assert.Equal("Docker", "DockerTasks".TrimEnd("Tasks"));
        Assert.Equal("aa", "aaa".TrimStart("a"));
        Assert.True("A".EqualsOrdinalIgnoreCase("a"));
        Assert.True("abc".StartsWithOrdinalIgnoreCase("AB"));
        Assert.True("abc".EndsWithOrdinalIgnoreCase("BC"));
        Assert.True("abc".ContainsOrdinalIgnoreCase("B"));
        Assert.True("b".EqualsAnyOrdinalIgnoreCase("A", "B"));
        Assert.True("".IsNullOrEmpty());
        Assert.Null(" ".ToNullIfWhiteSpace());
        Assert.Equal("  a", "a".Indent(2));
        Assert.Equal("Abc", "abc".Capitalize());
        Assert.Equal("ab…", "abc".Truncate(2));
    }

    [Fact]
    public void Collections()
    {
        var seen = new List<string>();
        new[] { "a", "b" }.ForEach((x, i) => seen.Add($"{i}{x}"));

        Assert.Equal(["0a", "1b"], seen);
        Assert.Equal(["a"], new[] { "a", null! }.WhereNotNull());
        Assert.True(Array.Empty<int>().IsEmpty());
        Assert.Equal([3, 2, 1], 4.Descendants(x => x - 1, x => x > 1));
        Assert.Equal([1], new[] { 1, 2, 1 }.TakeUntil(x => x == 2));
        Assert.Equal([1, 2], 1.Concat([2]));
        Assert.Equal(2, new Dictionary<string, string>().AddPair("a", "1").AddPair("b", 2)["b"].Length + 1);
        Assert.Throws<ArgumentException>(() => new Dictionary<string, string>().AddPair("a", "1").AddPair("a", "2"));
        Assert.Equal(5, 2.When(true, x => x + 3));
        Assert.Equal("ab", "a".WhenNotNull("b", (x, y) => x + y));
        Assert.Equal("a", "a".WhenNotNull((string)null!, (x, y) => x + y));
    }

    [Fact]
    public void A_lookup_table_keeps_several_values_for_a_key()
    {
        var lookup = new LookupTable<string, int>();
        lookup.Add("a", 1);
        lookup.AddRange("a", [2, 3]);
        lookup["b"] = [4];
        lookup.Remove("a", 2);

        Assert.Equal([1, 3], lookup["a"]);
        Assert.Equal(["a", "b"], lookup.Select(x => x.Key));
        Assert.Empty(lookup["c"]);
    }

    [Fact]
    public void The_environment_is_read_and_expanded()
    {
        var home = Environment.GetEnvironmentVariable("HOME");

        Assert.Equal(home, EnvironmentInfo.GetVariable("HOME"));
        Assert.Equal(home, EnvironmentInfo.Variables["HOME"]);
        Assert.Null(EnvironmentInfo.GetVariable("NO_SUCH_VARIABLE"));
        Assert.False(EnvironmentInfo.HasVariable("NO_SUCH_VARIABLE"));
        Assert.Equal($"{home}/x{home}.$", EnvironmentInfo.ExpandVariables("~/x$HOME.$"));
        Assert.Equal("a/~", EnvironmentInfo.ExpandVariables("a$NO_SUCH_VARIABLE/~"));
        Assert.Contains("/usr/bin", EnvironmentInfo.Paths);
        Assert.Equal(Environment.CurrentDirectory, EnvironmentInfo.WorkingDirectory);
        Assert.True(EnvironmentInfo.IsUnix && EnvironmentInfo.IsLinux && !EnvironmentInfo.IsWin);
    }
}

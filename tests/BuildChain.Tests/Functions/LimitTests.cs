using System.Text;
using BuildChain.Functions;

namespace BuildChain.Tests.Functions;

/// <summary>Templates that are made to exhaust time, memory or stack end in an error.</summary>
public sealed class LimitTests : IDisposable
{
    readonly TemplateFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    public static TheoryData<string, string> Bombs => new()
    {
        { "Resources: " + Repeat("[", 100_000) + Repeat("]", 100_000), "nested too deep" },
        { "Resources: " + Repeat("{a: ", 100_000), "nested too deep" },
        { Repeat("- ", 100_000) + "x", "nested too deep" },
        { "Resources: [" + Repeat("x,", 600_000) + "]", "too many values" },
        { "Resources: {}\nx: " + new string('y', 9 * 1024 * 1024), "bytes" },
        { Merges(), "too many values" },
        { Doubling("!Join ['', [*{0}, *{0}]]"), "text" },
        { Doubling("!Sub ['${{a}}${{b}}', {{a: *{0}, b: *{0}}}]"), "text" },
        { Doubling("!Base64 {{ 'Fn::Join': ['', [*{0}, *{0}]] }}"), "text" },
        { SharedVariables(), "steps" },
        { SharedGlobals(), "steps" },
        { SharedItems(), "steps" },
        { LongTexts(), "steps" },
        { Function($"FunctionName: {Repeat("!If [Yes, ", 100)} x {Repeat(", y]", 100)}", $"Conditions: {{ Yes: !Not [{Chain(200)}] }}"), "nested too deep" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_ends_in_an_error_that_names_the_limit(string template, string limit)
        => Assert.Contains(limit, Assert.Throws<TemplateException>(() => fixture.Read(template)).Message, StringComparison.Ordinal);

    [Fact]
    public void Aliases_of_aliases_cost_what_they_are_used_for()
    {
        // 2^64 values, if they were written out; nobody asks for them.
        var text = new StringBuilder("x0: &a0 [lol, lol]\n");
        for (var i = 1; i < 64; i++)
            text.Append(null, $"x{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        Assert.Single(fixture.Read($"{text}Resources: {{ Files: {{ Type: AWS::S3::Bucket, Properties: {{ Tags: *a63 }} }} }}").Buckets);
    }

    [Fact]
    public void A_circle_of_many_resources_is_told_in_short()
    {
        var resources = string.Join('\n', Enumerable.Range(0, 5_000).Select(
            i => $"  Table{i}: {{ Type: AWS::Serverless::SimpleTable, DependsOn: Table{(i + 1) % 5_000} }}"));
        var error = Assert.Single(fixture.Errors("Resources:\n" + resources));
        Assert.Contains("A circle of references: Table0 -> Table1 -> Table2", error, StringComparison.Ordinal);
        Assert.Contains("-> … -> Table0", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_errors_are_told_in_short()
    {
        var resources = string.Join('\n', Enumerable.Range(0, 5_000).Select(i => $"  F{i}: {{ Type: AWS::Serverless::Function, Properties: {{ Role: !Ref X{i}, Handler: !Ref X{i} }} }}"));
        var exception = Assert.Throws<TemplateException>(() => fixture.Read("Resources:\n" + resources));
        Assert.Equal(15_000, exception.Errors.Count);
        Assert.Equal(52, exception.Message.Split('\n').Length);
        Assert.EndsWith("… and 14950 more", exception.Message, StringComparison.Ordinal);
    }

    static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    static string Chain(int length) => Repeat("!Not [", length) + "!Equals [a, a]" + Repeat("]", length);

    static string Function(string property, string more = "") => TemplateFixture.Function(property, more);

    // Every map has the keys of all before it.
    static string Merges()
    {
        var text = new StringBuilder("m0: &m0 { a: b }\n");
        for (var i = 1; i < 2_000; i++)
            text.Append(null, $"m{i}: &m{i} {{ <<: *m{i - 1}, k{i}: v }}\n");
        return text.Append("Resources: {}").ToString();
    }

    static string Doubling(string step)
    {
        var text = new StringBuilder("x0: &x0 0123456789abcdef\n");
        for (var i = 1; i < 60; i++)
            text.Append(null, $"x{i}: &x{i} {string.Format(null, step, $"x{i - 1}")}\n");
        return Function("Environment: { Variables: { A: *x59 } }").Insert(0, text.ToString());
    }

    static string SharedVariables()
        => Functions(3_000, "&e { Variables: { " + string.Join(", ", Enumerable.Range(0, 3_000).Select(i => $"V{i}: x")) + " } }", "*e");

    static string Functions(int count, string first, string others)
        => "Resources:\n" + string.Join('\n', Enumerable.Range(0, count).Select(
            i => $"  F{i}: {{ Type: AWS::Serverless::Function, Properties: {{ InlineCode: x, Handler: index.f, Runtime: python3.11, Environment: {(i == 0 ? first : others)} }} }}"));

    // Two maps of maps of maps …, merged with each other.
    static string SharedGlobals()
    {
        var text = new StringBuilder("x0: &x0 { a: b }\n");
        for (var i = 1; i < 60; i++)
            text.Append(null, $"x{i}: &x{i} {{ a: *x{i - 1}, b: *x{i - 1} }}\n");
        return text.Append("Globals: { Function: { Environment: *x59 } }\n").Append(Function("Environment: *x59")).ToString();
    }

    static string SharedItems()
        => "l: &l [" + Repeat("x,", 5_000) + "]\n" + Function("Environment: { Variables: { "
            + string.Join(", ", Enumerable.Range(0, 5_000).Select(i => $"V{i}: !Join ['', *l]")) + " } }");

    static string LongTexts()
        => $"t: &t {new string('x', 3 * 1024 * 1024)}\n" + Function("Environment: { Variables: { " + string.Join(", ", Enumerable.Range(0, 5_000).Select(i => $"V{i}: *t")) + " } }");
}

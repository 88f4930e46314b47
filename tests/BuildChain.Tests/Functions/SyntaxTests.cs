using BuildChain.Functions;

namespace BuildChain.Tests.Functions;

public sealed class SyntaxTests : IDisposable
{
    readonly TemplateFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    const string Bucket = "Resources: { Files: { Type: AWS::S3::Bucket } }";

    [Theory]
    [InlineData("", "1:1 The template is empty. → A template is one YAML or JSON map with a Resources section.")]
    [InlineData("# only a comment\n", "1:1 The template is empty. → A template is one YAML or JSON map with a Resources section.")]
    [InlineData("text", "1:1 The template is a text. → A template is one YAML or JSON map with a Resources section.")]
    [InlineData("[a]", "1:1 The template is a list. → A template is one YAML or JSON map with a Resources section.")]
    [InlineData("!Ref x", "1:1 The template is !Ref. → A template is one YAML or JSON map with a Resources section.")]
    [InlineData("{}", "1:1 The template has no Resources. → Resources: with at least one function.")]
    [InlineData("Resources:", "1:1 The template has no Resources. → Resources: with at least one function.")]
    [InlineData("Resources: []", "1:12 Resources is a list. → Resources is a map.")]
    [InlineData(Bucket + "\n---\na: b", "2:1 A second YAML document begins. → One template in a file, without another '---'.")]
    [InlineData("Resources:\n  A: b: c", "2:7 Not YAML: while scanning a plain scalar value, found invalid mapping. → Check the indentation; a value with ': ' in it needs quotes.")]
    [InlineData("Resources:\n  A: b\n   B: c", "3:5 Not YAML: while scanning a plain scalar value, found invalid mapping. → Check the indentation; a value with ': ' in it needs quotes.")]
    [InlineData("Resources:\n\tA: b", "2:1 A tab is used for indentation. → YAML is indented with blanks.")]
    [InlineData("Resources:\n  A:\n  \tB: c", "3:3 A tab is used for indentation. → YAML is indented with blanks.")]
    [InlineData("Resources:\n  A: @b", "2:6 Not YAML: while scanning for the next token, found character that cannot start any token. → A value that starts with @, ` or % needs quotes.")]
    [InlineData("Resources:\n  A: [b\nC: d", "2:6 Not YAML: something that cannot stand here. → Check the indentation and the line above.")]
    [InlineData("Resources:\n  A: \"b", "2:6 Not YAML: while scanning a quoted scalar, found unexpected end of stream. → Close the quotes.")]
    [InlineData("{ \"Resources\": { \"A\": 1,, } }", "1:25 Not YAML: while parsing a node, did not find expected node content. → Check the indentation and the line above.")]
    [InlineData("Resources: \"\\UFFFFFFFF\"", "1:10 Not YAML: something that cannot stand here. → Check the indentation and the line above.")]
    [InlineData("Resources:\n  ? [a]\n  : b", "2:5 A key is not a text. → Keys are texts, such as Handler: app.handler.")]
    [InlineData("Resources: *x", "1:12 The alias '*x' has no anchor before it. → There is: nothing.")]
    [InlineData("a: &same b\nResources: *sme", "2:12 The alias '*sme' has no anchor before it. → There is: same. Did you mean 'same'?")]
    [InlineData("Resources: &x { A: *x }", "1:20 The alias '*x' stands in its own anchor. → An alias repeats something that ended before it.")]
    [InlineData("Resources: { A: { <<: text } }", "1:23 '<<' merges a text. → A map or a list of maps, such as <<: *defaults.")]
    [InlineData("Resources: { A: \"\u0007\" }", "1:18 The control character '\\u0007' stands in the template. → Text, line ends and tabs; write a control character as an escape in double quotes.")]
    public void What_is_no_template_is_an_error_with_its_place(string text, string expected)
        => Assert.Contains(expected, fixture.Errors(text));

    [Fact]
    public void A_key_that_is_there_twice_is_an_error_with_both_places()
        => Assert.Equal(
            [
                "3:3 The key 'Files' is there twice, first at ./template.yaml:2:3. → Each key once in a map.",
                "3:35 The key 'Type' is there twice, first at ./template.yaml:3:12. → Each key once in a map.",
            ],
            fixture.Errors("""
            Resources:
              Files: { Type: AWS::S3::Bucket }
              Files: { Type: AWS::S3::Bucket, "Type": AWS::S3::Bucket }
            """));

    [Fact]
    public void Anchors_aliases_and_merges_are_understood()
    {
        var app = fixture.Read("""
            x-defaults: &defaults { Runtime: python3.11, Handler: app.handler, Timeout: 5 }
            x-more: &more { Timeout: 6, MemorySize: 256 }
            Resources:
              One:
                Type: AWS::Serverless::Function
                Properties: { <<: *defaults, CodeUri: &code functions/echo }
              Two:
                Type: AWS::Serverless::Function
                Properties: { <<: [*more, *defaults], CodeUri: *code, Handler: app.other }
            """);
        Assert.Equal(
            [("one", 5, 128, "app.handler"), ("two", 6, 256, "app.other")],
            app.Functions.Select(function => (function.Name, function.TimeoutSeconds, function.MemoryMiB, function.Handler)));
    }

    [Fact]
    public void A_quoted_merge_key_is_a_key() => Assert.Contains("unknown property '<<'", Assert.Single(fixture.Notices(
        "Resources: { Files: { Type: AWS::S3::Bucket, Properties: { '<<': { BucketName: other } } } }")), StringComparison.Ordinal);

    [Theory]
    [InlineData("\uFEFF" + Bucket)]
    [InlineData("Resources:\r\n  Files:\r\n    Type: AWS::S3::Bucket\r\n")]
    [InlineData("%YAML 1.1\n---\n" + Bucket + "\n...\n")]
    [InlineData("{\n\t\"Resources\": {\n\t\t\"Files\": { \"Type\": \"AWS::S3::Bucket\", \"Metadata\": \"\\ud83d\\ude00 \\/\" }\n\t}\n}")]
    [InlineData("! { ! Resources: !!map { Files: { Type: !!str AWS::S3::Bucket } } }")]
    public void Every_way_to_write_it_is_read(string text)
        => Assert.Equal("files", Assert.Single(fixture.Read(text).Buckets).Name);

    [Fact]
    public void What_is_not_UTF8_is_an_error_with_its_line()
    {
        File.WriteAllBytes(fixture.Directory.At("template.yaml"), [.. "a: b\nc: "u8, 0xff, .. "\n"u8]);
        var error = Assert.Single(Assert.Throws<TemplateException>(() => SamTemplate.Read(fixture.Directory.At("template.yaml"))).Errors);
        Assert.Equal((2, "The template is not UTF-8 text."), (error.Position.Line, error.Text));
    }

    [Fact]
    public void A_place_is_shown_as_the_template_was_named()
    {
        var error = Assert.Single(Assert.Throws<TemplateException>(() => SamTemplate.Read("nowhere/template.yaml")).Errors);
        Assert.Equal("nowhere/template.yaml:1:1", error.Position.ToString());
    }
}

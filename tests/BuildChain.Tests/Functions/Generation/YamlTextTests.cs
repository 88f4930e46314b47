using BuildChain.Functions.Generation;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace BuildChain.Tests.Functions.Generation;

public sealed class YamlTextTests
{
    public static TheoryData<string> Texts { get; } =
    [
        "", " ", "plain", "a-b_c/d.e", "yes", "No", "null", "~", "true", "1", "1.0", "0x1f", "1e3", ".inf", "-", "- a", "? a", "a: b", "a #b", "#a", "&a", "*a", "!a", "%a", "@a", "`a",
        "{a}", "[a]", "a, b", "\"", "'", "'a'", "\"a\"", "\\", @"\n", "a\nb", "a\n", "\n", "\r\n", "\ta", "a\t", " a ", "\0", "\u0007", "\u007f", "\u0085", "\u2028", "\ufeff", "ü", "日本語", "😀",
        "${X}", "$(x)", "%{if}", "`x`", "<<", "=", "---", "...", "a\\", "2001-01-01", "12:30:45", "end.", "|", ">", "\ud83d\ude00\u0000",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_comes_back_as_it_was_as_value_key_and_item(string text)
    {
        var document = $"a: {YamlText.Of(text)}\n{YamlText.Of("k" + text)}: {{ b: {YamlText.Of(text)}, {YamlText.Of(text)}: c }}\nl: {YamlText.List([YamlText.Of(text), "x"])}\n";

        var root = Read(document);

        Assert.Equal(text, Value(root.Children["a"]));
        var inner = (YamlMappingNode)root.Children["k" + text];
        Assert.Equal(text, Value(inner.Children["b"]));
        Assert.Equal("c", Value(inner.Children[text]));
        Assert.Equal(text, Value(((YamlSequenceNode)root.Children["l"]).Children[0]));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_plain_text_is_a_text_to_every_reader(string text)
    {
        var scalar = new Parser(new StringReader(YamlText.Of(text)));
        scalar.Consume<StreamStart>();
        scalar.Consume<DocumentStart>();

        if (scalar.Consume<Scalar>().Style == ScalarStyle.Plain)
            Assert.Matches(@"\A[A-Za-z_].*", text);
    }

    static YamlMappingNode Read(string document)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(document));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    static string? Value(YamlNode node) => ((YamlScalarNode)node).Value;
}

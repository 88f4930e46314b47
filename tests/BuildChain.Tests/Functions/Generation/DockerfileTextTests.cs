using BuildChain.Functions.Generation;

namespace BuildChain.Tests.Functions.Generation;

public sealed class DockerfileTextTests
{
    [Theory]
    [InlineData("app.handler", """["app.handler"]""")]
    [InlineData("a\"]\nRUN x", """["a\"]\nRUN x"]""")]
    [InlineData(@"a\", """["a\\"]""")]
    [InlineData("${X} $(x) <<EOF", """["${X} $(x) <<EOF"]""")]
    public void A_list_is_one_line_of_json(string value, string expected) => Assert.Equal(expected, DockerfileText.List([value]));

    [Theory]
    [InlineData("python3.11", "\"python3.11\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("${X}", "\"\\${X}\"")]
    [InlineData(@"a\", @"""a\\""")]
    public void A_word_means_nothing_but_itself(string value, string expected) => Assert.Equal(expected, DockerfileText.Word(value));

    [Theory]
    [InlineData("a\nRUN x")]
    [InlineData("\0")]
    public void A_word_with_a_control_character_is_refused(string value)
        => Assert.Contains("control character", Assert.Throws<BuildChainException>(() => DockerfileText.Word(value)).Message, StringComparison.Ordinal);
}

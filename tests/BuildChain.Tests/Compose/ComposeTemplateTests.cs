using BuildChain.Compose;

namespace BuildChain.Tests.Compose;

public sealed class ComposeTemplateTests
{
    [Theory]
    [InlineData("$SET ${SET}", "value value")]
    [InlineData("${SET:-other} ${EMPTY:-other} ${UNSET:-other}", "value other other")]
    [InlineData("${SET-other} ${EMPTY-other} ${UNSET-other}", "value  other")]
    [InlineData("${SET:+other} ${EMPTY:+other} ${UNSET:+other}", "other  ")]
    [InlineData("${SET:?must be set} ${UNSET:?must be set}", "value ")]
    [InlineData("${UNSET}|$UNSET", "|")]
    [InlineData("$$SET $${SET}", "$SET ${SET}")]
    [InlineData("${UNSET:-}esb:${UNSET:-latest}", "esb:latest")]
    [InlineData("cost: 5$", "cost: 5$")]
    public void Variables_are_filled_in_as_compose_does(string text, string expected)
        => Assert.Equal(expected, ComposeTemplate.Expand(text, name => name switch { "SET" => "value", "EMPTY" => "", _ => null }));

    [Fact]
    public void The_variables_of_a_text_are_listed_with_their_defaults()
        => Assert.Equal(
            [new ComposeVariable("PORT", ":-", "443", 0), new ComposeVariable("NAME", "", "", 18)],
            ComposeTemplate.Variables("${PORT:-443}:8443 $NAME $$ESCAPED"));
}

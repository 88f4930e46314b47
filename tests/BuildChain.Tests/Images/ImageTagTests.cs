using BuildChain.Images;

namespace BuildChain.Tests.Images;

public sealed class ImageTagTests
{
    [Theory]
    [InlineData("latest")]
    [InlineData("_x")]
    [InlineData("1.2.3-rc.1")]
    [InlineData("e2e-e2e-docker-0a1b2c3")]
    public void Legal_tags_stay_as_they_are(string text)
    {
        Assert.Equal(text, ImageTag.Parse(text).Value);
        Assert.Equal(text, ImageTag.Sanitize(text));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("-x", "it starts with '-'")]
    [InlineData(".x", "it starts with '.'")]
    [InlineData("a/b", "character '/' at position 2")]
    [InlineData("a b", "character ' ' at position 2")]
    [InlineData("a\tb", "character U+0009 at position 2")]
    [InlineData("größe", "character 'ö' at position 3")]
    [InlineData("v1:2", "character ':' at position 3")]
    public void An_illegal_tag_is_refused_with_the_character(string text, string fault)
    {
        var e = Assert.Throws<BuildChainException>(() => ImageTag.Parse(text, "--tag"));
        Assert.Contains($"--tag: '{text}' is not an image tag: {fault}.", e.Message, StringComparison.Ordinal);
        Assert.Contains(ImageTag.Rule, e.Message, StringComparison.Ordinal);
        Assert.NotNull(e.Remedy);
    }

    [Fact]
    public void The_refusal_offers_a_legal_form()
        => Assert.Equal("A legal form of it: feature-x-1", Assert.Throws<BuildChainException>(() => ImageTag.Parse("feature/x#1")).Remedy);

    [Fact]
    public void A_tag_has_at_most_128_characters()
    {
        Assert.Equal(128, ImageTag.Parse(new string('a', 128)).Value.Length);
        var e = Assert.Throws<BuildChainException>(() => ImageTag.Parse(new string('a', 129)));
        Assert.Contains("it has 129 characters", e.Message, StringComparison.Ordinal);
        Assert.Equal(128, ImageTag.Sanitize(new string('a', 129)).Length);
    }

    [Theory]
    [InlineData("feature/new thing", "feature-new-thing")]
    [InlineData("--x--", "x")]
    [InlineData("..v1", "v1")]
    [InlineData("a//b", "a-b")]
    [InlineData("über", "ber")]
    [InlineData("///", "")]
    public void Sanitizing_gives_something_legal_or_nothing(string text, string legal)
    {
        Assert.Equal(legal, ImageTag.Sanitize(text));
        Assert.True(legal.Length == 0 || ImageTag.IsLegal(legal));
    }
}

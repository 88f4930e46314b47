using BuildChain.Images;

namespace BuildChain.Tests.Images;

public sealed class ImageReferenceTests
{
    const string Digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    [Theory]
    [InlineData("debian", "", "debian", null, null)]
    [InlineData("debian:bookworm-slim", "", "debian", "bookworm-slim", null)]
    [InlineData("team/app:1", "", "team/app", "1", null)]
    [InlineData("127.0.0.1:5010/esb-gateway-docker:t1", "127.0.0.1:5010", "esb-gateway-docker", "t1", null)]
    [InlineData("localhost/app", "localhost", "app", null, null)]
    [InlineData("registry.example.com/team/app@" + Digest, "registry.example.com", "team/app", null, Digest)]
    [InlineData("app:1@" + Digest, "", "app", "1", Digest)]
    public void A_reference_is_taken_apart_and_put_together_again(string text, string registry, string repository, string? tag, string? digest)
    {
        var reference = ImageReference.Parse(text);
        Assert.Equal(new ImageReference(registry, repository, tag, digest), reference);
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData("", "the repository is empty")]
    [InlineData("esb-App:1", "upper-case letters; it would be 'esb-app'")]
    [InlineData("app:", "'' is not a tag")]
    [InlineData("app:a b", "'a b' is not a tag")]
    [InlineData("app--:1", "single separators")]
    [InlineData("${PREFIX}app:1", "a template that was not filled in")]
    [InlineData("app@sha256:12", "is not a digest")]
    public void What_is_wrong_is_named(string text, string fault)
        => Assert.Contains(fault, Assert.Throws<BuildChainException>(() => ImageReference.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_own_image_is_registry_repository_and_tag()
        => Assert.Equal(
            "127.0.0.1:5010/esb-agent-docker:t1",
            ImageReference.Of(Registry.Parse("127.0.0.1:5010"), "esb-agent-docker", ImageTag.Parse("t1")).ToString());

    [Fact]
    public void The_name_has_neither_tag_nor_digest() => Assert.Equal("127.0.0.1:5010/app", ImageReference.Parse("127.0.0.1:5010/app:1@" + Digest).Name);
}

using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class DockerfileImagesTests
{
    static IReadOnlyList<string>? Of(string text, params (string Name, string Value)[] arguments)
        => DockerfileImages.Of(text, null, arguments.ToDictionary(a => a.Name, a => a.Value), ["common", "os-base"]);

    [Theory]
    [InlineData("FROM debian:bookworm-slim", "debian:bookworm-slim")]
    [InlineData("FROM --platform=linux/amd64 debian AS build\nFROM build", "debian")]
    [InlineData("FROM scratch\nCOPY --from=common . /\nRUN --mount=type=bind,from=os-base,target=/x true", "")]
    [InlineData("FROM os-base\nCOPY --from=busybox:1 /bin/sh /sh", "busybox:1")]
    [InlineData("FROM scratch AS a\nFROM scratch\nCOPY --from=0 / /\nCOPY --from=A / /", "")]
    [InlineData("ARG ROOT=debian\nFROM ${ROOT}", "alpine")]
    [InlineData("ARG OTHER=debian\nFROM $OTHER:slim", "debian:slim")]
    [InlineData("FROM ${NONE:-debian}", "debian")]
    [InlineData("# a comment\nFROM \\\n  # another\n  debian", "debian")]
    public void Foreign_images_are_found(string text, string expected)
        => Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Of(text, ("ROOT", "alpine")));

    [Fact]
    public void Stages_that_the_target_does_not_stand_on_do_not_count()
    {
        const string text = "FROM a AS one\nFROM one AS two\nRUN --mount=from=b true\nFROM ${NOWHERE} AS three";

        Assert.Equal(["a"], DockerfileImages.Of(text, "one", new Dictionary<string, string>(), []));
        Assert.Equal(["b", "a"], DockerfileImages.Of(text, "TWO", new Dictionary<string, string>(), []));
        Assert.Null(DockerfileImages.Of(text, null, new Dictionary<string, string>(), []));
        Assert.Null(DockerfileImages.Of(text, "four", new Dictionary<string, string>(), []));
    }

    [Theory]
    [InlineData("# syntax=docker/dockerfile:1\nFROM scratch")]
    [InlineData("# escape=`\nFROM scratch")]
    [InlineData("FROM ${NOWHERE}")]
    [InlineData("FROM scratch\nADD https://example.org/file /")]
    [InlineData("FROM scratch\nADD git@example.org:a/b.git /")]
    [InlineData("FROM scratch\nRUN --mount=type=bind,from=${X} true")]
    public void What_cannot_be_told_is_not_guessed(string text) => Assert.Null(Of(text));
}

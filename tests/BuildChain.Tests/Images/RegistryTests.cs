using BuildChain.Images;

namespace BuildChain.Tests.Images;

public sealed class RegistryTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("/", "")]
    [InlineData("127.0.0.1:5010", "127.0.0.1:5010/")]
    [InlineData("127.0.0.1:5010/", "127.0.0.1:5010/")]
    [InlineData("registry.example.com/team//", "registry.example.com/team/")]
    [InlineData("[::1]:5010", "[::1]:5010/")]
    [InlineData("team", "team/")]
    public void A_prefix_is_empty_or_ends_with_one_slash(string? text, string prefix) => Assert.Equal(prefix, Registry.Parse(text).Prefix);

    [Theory]
    [InlineData("https://registry.example.com", "no scheme ('https://')", "registry.example.com/")]
    [InlineData("localhost:5010", "IPv6", "127.0.0.1:5010/")]
    [InlineData("LOCALHOST", "IPv6", "127.0.0.1/")]
    [InlineData("localhost:5010/team/", "IPv6", "127.0.0.1:5010/team/")]
    [InlineData("host:99999999", "host[:port]", "127.0.0.1:5010/")]
    [InlineData("host name", "without spaces", "127.0.0.1:5010/")]
    [InlineData("host/Team", "lower case", "127.0.0.1:5010/")]
    public void Another_form_is_refused_with_the_right_one(string text, string why, string remedy)
    {
        var e = Assert.Throws<BuildChainException>(() => Registry.Parse(text, "--registry"));
        Assert.StartsWith($"--registry: '{text}' is not a registry", e.Message, StringComparison.Ordinal);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_host_is_without_path()
        => Assert.Equal("registry.example.com:444", Registry.Parse("registry.example.com:444/team").Host);
}

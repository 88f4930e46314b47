using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class BakeAttributesTests
{
    static readonly (string, string) Cache = ("registry", "ref");

    [Theory]
    [InlineData("type=local,src=dir", "type=local,src=dir")]
    [InlineData("src=dir,type=local", "type=local,src=dir")]
    [InlineData("example.com/cache:x", "type=registry,ref=example.com/cache:x")]
    [InlineData("type=local,\"src=a,b\"", "type=local,\"src=a,b\"")]
    [InlineData("type=x,\"v=say \"\"hi\"\"\"", "type=x,\"v=say \"\"hi\"\"\"")]
    [InlineData("type=gha,scope=a=b", "type=gha,scope=a=b")]
    public void Text_is_read_and_written_as_buildx_does(string text, string written)
    {
        var attributes = BakeAttributes.Parse(text, Cache);
        Assert.Equal(written, attributes.ToString());
        Assert.Equal(attributes, BakeAttributes.Parse(written, Cache));
    }

    [Fact]
    public void Values_are_found_by_key()
    {
        var attributes = BakeAttributes.Of("local", ("src", "a,b"));
        Assert.Equal(("local", "a,b", null), (attributes.Type, attributes["src"], attributes["dest"]));
    }
}

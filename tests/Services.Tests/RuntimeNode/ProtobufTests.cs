using Esb.RuntimeNode.Containerd;

namespace Esb.Tests.RuntimeNode;

public sealed class ProtobufTests
{
    [Fact]
    public void Messages_have_the_wire_format_of_the_documentation()
    {
        // protobuf.dev, "Encoding": field 1 = 150, field 2 = "testing".
        Assert.Equal("089601", Hex(new ProtoWriter().Number(1, 150)));
        Assert.Equal("120774657374696e67", Hex(new ProtoWriter().Text(2, "testing")));
        Assert.Equal("1a03089601", Hex(new ProtoWriter().Message(3, new ProtoWriter().Number(1, 150))));
        Assert.Equal("", Hex(new ProtoWriter().Text(1, "")));
    }

    [Fact]
    public void What_is_written_can_be_read()
    {
        var message = ProtoMessage.Parse(new ProtoWriter()
            .Text(1, "ä")
            .Number(2, ulong.MaxValue)
            .Map(3, new Dictionary<string, string> { ["a"] = "1", ["b"] = "" })
            .Texts(4, ["x", "y"])
            .Message(20, new ProtoWriter().Text(1, "inner"))
            .ToArray());

        Assert.Equal("ä", message.Text(1));
        Assert.Equal(ulong.MaxValue, message.Number(2));
        Assert.Equal(new() { ["a"] = "1", ["b"] = "" }, message.Map(3));
        Assert.Equal(2, message.All(4).Count());
        Assert.Equal("inner", message.Message(20).Text(1));
        Assert.Equal("", message.Text(99));
        Assert.Equal(0UL, message.Number(99));
    }

    [Fact]
    public void Fixed_size_fields_and_unknown_ones_are_passed_over() =>
        Assert.Equal("end", ProtoMessage.Parse(Convert.FromHexString("0d01000000" + "110100000000000000" + "1a03656e64")).Text(3));

    [Theory]
    [InlineData("12ff")]
    [InlineData("1205ab")]
    [InlineData("0896")]
    [InlineData("0b")]
    public void A_cut_or_foreign_message_is_said_to_be_one(string hex) =>
        Assert.Throws<InvalidDataException>(() => ProtoMessage.Parse(Convert.FromHexString(hex)));

    static string Hex(ProtoWriter message) => Convert.ToHexStringLower(message.ToArray());
}

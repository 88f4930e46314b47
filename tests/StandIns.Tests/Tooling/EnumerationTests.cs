using System.ComponentModel;
using Nuke.Common.Tooling;

namespace StandIns.Tests.Tooling;

public class EnumerationTests
{
    enum Plain
    {
        [EnumValue("first-one")]
        First,
        Second,
    }

    [Fact]
    public void A_value_is_its_text()
    {
        Assert.Equal("red-ish", SampleColor.Red);
        Assert.Equal("red-ish", SampleColor.Red.ToString());
        Assert.True(SampleColor.Red == (SampleColor)"red-ish");
        Assert.True(SampleColor.Red != (SampleColor)"other");
        Assert.True((SampleColor?)null == null);
    }

    [Fact]
    public void Text_is_converted_by_the_fields_name()
    {
        var converter = TypeDescriptor.GetConverter(typeof(SampleColor));

        Assert.Same(SampleColor.Red, converter.ConvertFromInvariantString("RED"));
        Assert.Throws<ArgumentException>(() => converter.ConvertFromInvariantString("red-ish"));
    }

    [Fact]
    public void An_enum_member_may_have_a_text()
        => Assert.Equal(("first-one", "Second"), (Plain.First.GetValue(), Plain.Second.GetValue()));
}

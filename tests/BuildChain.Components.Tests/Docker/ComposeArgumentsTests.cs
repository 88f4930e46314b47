using BuildChain.Components.Docker;

namespace BuildChain.Components.Tests.Docker;

public sealed class ComposeArgumentsTests
{
    [Fact]
    public void Every_argument_becomes_a_setting()
    {
        var up = ComposeArguments.Apply(
            new ComposeUpSettings().SetCommand("up"), ["compose", "--file", "a.yml", "up", "--detach", "--no-build", "--remove-orphans", "gateway"]);

        Assert.Equal(["a.yml"], up.File);
        Assert.Equal("up", up.Command);
        Assert.True(up.Detach);
        Assert.True(up.NoBuild);
        Assert.True(up.RemoveOrphans);
        Assert.Equal(["gateway"], up.Services);
    }

    [Fact]
    public void An_option_that_the_settings_do_not_have_is_refused()
        => Assert.Throws<ArgumentException>(() => ComposeArguments.Apply(new ComposeDownSettings().SetCommand("down"), ["compose", "down", "--detach"]));
}

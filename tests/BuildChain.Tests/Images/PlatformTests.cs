using BuildChain.Images;

namespace BuildChain.Tests.Images;

public class PlatformTests
{
    [Theory]
    [InlineData("linux/amd64")]
    [InlineData("linux/arm64")]
    [InlineData("linux/arm/v7")]
    [InlineData("linux/amd64/v3")]
    public void Platforms_that_BuildKit_knows_pass(string platform) => Platform.Check(platform);

    [Fact]
    public void Another_one_is_named_with_the_nearest()
    {
        var failure = Assert.Throws<BuildChainException>(() => Platform.Check("linux/amd46"));

        Assert.StartsWith("--platforms: 'linux/amd46' is not a platform. Known are: linux/amd64, ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'linux/amd64'?", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default", true)]
    [InlineData("e2e-docker", true)]
    [InlineData("../x", false)]
    [InlineData("A", false)]
    [InlineData("", false)]
    public void An_environment_has_a_name_that_a_folder_and_a_project_can_have(string name, bool legal)
    {
        var failure = Record.Exception(() => EnvironmentName.Parse(name, "--env"));

        Assert.Equal(legal, failure is null);
    }

    [Fact]
    public void An_environment_cannot_have_the_name_of_a_folder_that_all_of_them_share()
    {
        var failure = Assert.Throws<BuildChainException>(() => EnvironmentName.Parse("certs", "--env"));

        Assert.StartsWith("--env: 'certs' cannot be an environment: .esb/certs is a folder of the build itself. Taken are: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal("certs", EnvironmentName.ParseProject("certs", "ESB_PROJECT"));
    }
}

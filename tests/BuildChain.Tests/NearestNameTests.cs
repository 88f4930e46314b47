namespace BuildChain.Tests;

public sealed class NearestNameTests
{
    [Fact]
    public void A_few_names_are_all_listed_as_they_stand()
        => Assert.Equal("web, echo, error. Did you mean 'echo'?", NearestName.Describe("ecko", ["web", "echo", "error"]));

    [Fact]
    public void Of_many_names_the_likeliest_are_listed()
    {
        string[] images = [.. Enumerable.Range(0, 30).Select(i => $"esb-lambda-{i:00}:latest"), "esb-gateway-docker:latest", "esb-gateway-containerd:latest"];

        Assert.Equal(
            "esb-gateway-docker:latest, esb-gateway-containerd:latest, esb-lambda-00:latest, esb-lambda-01:latest, esb-lambda-02:latest and 27 more.",
            NearestName.Describe("gateway", images));
        Assert.StartsWith("esb-lambda-07:latest, ", NearestName.Describe("esb-lamda-07:latest", images), StringComparison.Ordinal);
        Assert.EndsWith(" and 27 more. Did you mean 'esb-lambda-07:latest'?", NearestName.Describe("esb-lamda-07:latest", images), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_nothing_that_is_said() => Assert.Equal("there are none.", NearestName.Describe("x", []));
}

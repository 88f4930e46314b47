using Esb.Common;

namespace Esb.Tests;

public sealed class ServiceSettingsTests
{
    static ServiceSettings Settings(params (string Name, string Value)[] variables) =>
        new(name => variables.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault());

    [Fact]
    public void An_unset_and_an_empty_variable_give_the_default()
    {
        var settings = Settings(("EMPTY", ""));

        Assert.Equal(9091, settings.Port("UNSET", 9091));
        Assert.Equal(9091, settings.Port("EMPTY", 9091));
        Assert.Empty(settings.Problems);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("+80")]
    [InlineData(" 80")]
    [InlineData("http")]
    public void A_port_is_a_number_from_1_to_65535(string value)
    {
        var settings = Settings(("PORT", value));

        settings.Port("PORT", 80);

        Assert.Equal($"PORT is \"{value}\": it must be a TCP port from 1 to 65535", Assert.Single(settings.Problems).ToString());
    }

    [Fact]
    public void Every_unusable_value_is_reported_at_once()
    {
        var settings = Settings(("MODE", "podman"), ("DIR", "certs"), ("NET", "10.0.0.0/31"));

        settings.OneOf("MODE", "docker", "docker", "containerd");
        settings.AbsolutePath("DIR", "/app/certs");
        settings.Subnet("NET", System.Net.IPNetwork.Parse("10.88.0.0/16"));

        Assert.Equal(
            [
                "MODE is \"podman\": it must be one of docker, containerd",
                "DIR is \"certs\": it must be an absolute path such as /app/certs",
                "NET is \"10.0.0.0/31\": it must be an IPv4 network such as 10.88.0.0/16, /30 or larger",
            ],
            settings.Problems.Select(problem => problem.ToString()));
    }
}

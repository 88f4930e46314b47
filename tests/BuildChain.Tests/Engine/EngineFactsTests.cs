using System.Text.Json;
using BuildChain.Engine;

namespace BuildChain.Tests.Engine;

public sealed class EngineFactsTests
{
    const string NewInfo = """
        { "Driver": "overlayfs", "DriverStatus": [["driver-type", "io.containerd.snapshotter.v1"]], "SecurityOptions": ["name=seccomp,profile=builtin"] }
        """;

    const string OldInfo = """
        { "Driver": "overlay2", "DriverStatus": [["Backing Filesystem", "extfs"], ["Supports d_type", "true"]], "SecurityOptions": ["name=rootless"] }
        """;

    [Fact]
    public void An_engine_with_the_containerd_image_store_exports_cache()
    {
        var facts = Read("28.5.2+dfsg4", NewInfo, "0.29.1+ds1");

        Assert.True(facts is { ContainerdImageStore: true, CacheExport: true, Rootless: false });
        Assert.Equal(("overlayfs", "linux/amd64", "1.51"), (facts.StorageDriver, facts.Platform, facts.ApiVersion));
    }

    [Fact]
    public void An_engine_with_a_graph_driver_does_not()
    {
        var facts = Read("23.0.1", OldInfo, "v0.13.1");

        Assert.True(facts is { ContainerdImageStore: false, CacheExport: false, Rootless: true });
    }

    [Theory]
    [InlineData("28.5.2+dfsg4", "28.5.2")]
    [InlineData("v0.29.1+ds1", "0.29.1")]
    [InlineData("2.40.3-desktop.1", "2.40.3")]
    [InlineData("v2.26", "2.26.0")]
    [InlineData("20.10.24", "20.10.24")]
    public void The_number_is_found_in_a_tools_version(string text, string expected)
        => Assert.Equal(Version.Parse(expected), ToolVersion.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("dev")]
    public void A_text_without_a_number_is_no_version(string? text) => Assert.Null(ToolVersion.Parse(text));

    [Fact]
    public void Too_old_says_what_there_is_and_what_is_needed()
        => Assert.Equal(
            "engine: 20.10.24 at unix:///var/run/docker.sock is too old, 23.0 or newer is needed",
            ToolFinding.Of("engine", EngineRequirements.Engine, "20.10.24", "unix:///var/run/docker.sock").ToString());

    static EngineFacts Read(string engine, string info, string buildx) => EngineFacts.Read(
        Json($$"""{ "Version": "{{engine}}", "ApiVersion": "1.51", "Os": "linux", "Arch": "amd64" }"""), Json(info), buildx, "2.40.3");

    static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

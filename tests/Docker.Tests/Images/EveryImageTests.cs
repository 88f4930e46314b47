using System.Text.Json.Nodes;

namespace BuildChain.DockerTests.Images;

/// <summary>What every baked image has.</summary>
public sealed class EveryImageTests
{
    public static TheoryData<string> Targets { get; } =
    [
        "os-base", "python-base", "lambda-base", "registry", "gateway-docker", "gateway-containerd", "agent-docker", "agent-containerd",
        "provisioner", "runtime-node-containerd",
    ];

    public static TheoryData<string> NonRootTargets { get; } =
        ["lambda-base", "registry", "gateway-docker", "gateway-containerd", "agent-docker", "agent-containerd", "provisioner"];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task An_image_carries_its_own_version_file(string target)
    {
        var version = await (await BakedImage.OfAsync(target)).VersionAsync();

        Assert.Equal(target, version.GetProperty("image").GetString());
        Assert.All(["brand", "version", "commit", "shortSha", "branch", "commitTime", "dirty"], key => Assert.True(version.TryGetProperty(key, out _), key));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task An_image_is_labelled(string target)
    {
        var labels = (await BakedImage.OfAsync(target)).Configuration["Labels"]!;

        Assert.Equal("true", (string?)labels["com.esb.managed"]);
        Assert.NotNull(labels["com.esb.env"]);
        Assert.Contains((string?)labels["com.esb.kind"], new[] { "base", "control", "registry" });
        Assert.Equal($"esb-{target}", (string?)labels["org.opencontainers.image.title"]);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task An_image_says_which_commit_it_is_of(string target)
    {
        var image = await BakedImage.OfAsync(target);
        var version = await image.VersionAsync();
        var labels = image.Configuration["Labels"]!;

        Assert.StartsWith(version.GetProperty("commit").GetString()!, (string?)labels["org.opencontainers.image.revision"], StringComparison.Ordinal);
        Assert.Equal(version.GetProperty("version").GetString(), (string?)labels["org.opencontainers.image.version"]);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task An_image_has_no_attestations(string target)
    {
        // With an attestation the tag is an index of two manifests. The classic image store keeps neither, and has no descriptor.
        var descriptor = (await BakedImage.OfAsync(target)).Details["Descriptor"];

        Assert.DoesNotContain("index", (string?)(descriptor as JsonObject)?["mediaType"] ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("list", (string?)(descriptor as JsonObject)?["mediaType"] ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NonRootTargets))]
    public async Task An_image_does_not_run_as_root(string target)
    {
        var image = await BakedImage.OfAsync(target);

        Assert.Equal("10001:10001", (string?)image.Configuration["User"]);
        Assert.Equal("uid=10001(esb) gid=10001(esb) groups=10001(esb)", (await image.OutputAsync("id")).Trim());
    }

    [Fact]
    public async Task The_base_image_trusts_the_root_authority()
    {
        var image = await BakedImage.OfAsync("os-base");

        var answer = await image.OutputAsync("openssl", "verify", "/usr/local/share/ca-certificates/esb-root-ca.crt");

        Assert.EndsWith("OK", answer.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_base_image_keeps_no_secret()
    {
        var image = await BakedImage.OfAsync("os-base");

        Assert.Equal("", await image.OutputAsync("find", "/run", "-name", "root_ca*"));
    }

    [Fact]
    public async Task Python_runs_in_its_base_image()
        => Assert.StartsWith("Python 3.", await (await BakedImage.OfAsync("python-base")).OutputAsync("python3", "--version"), StringComparison.Ordinal);
}

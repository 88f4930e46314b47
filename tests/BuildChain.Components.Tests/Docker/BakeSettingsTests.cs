using BuildChain.Bake;
using BuildChain.Components.Docker;

namespace BuildChain.Components.Tests.Docker;

public sealed class BakeSettingsTests
{
    /// <summary>A bake with every option that there is an argument for.</summary>
    static readonly BakePlan Plan = new(
        new BakeRequest(Path.GetTempPath())
        {
            Files = ["docker-bake.hcl"], Targets = ["gateway"], Builder = "b", Progress = "plain", Load = true, NoCache = true, NoCacheTargets = ["agent"], Pull = true,
            Push = true, Platforms = ["linux/arm64"], Attestations = new Attestations("scanner:1"),
        },
        new DockerCli("docker", new Dictionary<string, string?>()),
        new BakeModel(new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, BakeTarget>()),
        [new PlannedTarget(new BakeTarget("gateway"), [], Requested: true) { Contexts = [new PlannedContext("", "/elsewhere", IsLocal: true, Exists: true)] }],
        []);

    static IReadOnlyList<string> Arguments => BakeArguments.For(Plan, "override.json", ["a=b"], "metadata.json");

    [Fact]
    public void Every_argument_of_a_bake_becomes_a_setting() => Check(BakeSettings.From(Arguments));

    [Fact]
    public void Also_where_the_plugin_is_called_itself() => Check(BakeSettings.Direct([.. Arguments.Skip(1)]));

    [Fact]
    public void An_option_that_the_settings_do_not_have_is_refused()
        => Assert.Throws<ArgumentException>(() => BakeSettings.From(["buildx", "bake", "--no-such-option"]));

    static void Check(BuildxBakeSettings settings)
    {
        Assert.Equal(["docker-bake.hcl", "override.json"], settings.File);
        Assert.Equal(["*.platform=linux/arm64", "agent.no-cache=true", "a=b"], settings.Override);
        Assert.Equal(["fs.read=/elsewhere"], settings.Allow);
        Assert.Equal(["gateway"], settings.Targets);
        Assert.Equal(
            ("b", "plain", "metadata.json", "mode=max", "generator=scanner:1"),
            (settings.Builder, settings.Progress, settings.MetadataFile, settings.Provenance, settings.Sbom));
        Assert.True(settings is { NoCache: true, Pull: true, Load: true });
    }
}

using System.Text.Json;
using BuildChain.Bake;
using BuildChain.Buildx;
using BuildChain.Meta;

namespace BuildChain.Tests.Bake;

public sealed class ReproducibleTests
{
    static readonly DateTimeOffset Epoch = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void An_image_with_fixed_times_is_an_archive_and_knows_the_commits_time()
    {
        using var root = PlanFixture.Complete();
        var plan = PlanFixture.Plan(root, change: r => r with { Epoch = Epoch });

        var target = Target(BakeOverride.For(plan, "run", FixedContexts.None, "images"), "gateway");

        Assert.Equal("1700000000", target.GetProperty("args").GetProperty("SOURCE_DATE_EPOCH").GetString());
        Assert.Equal(["type=oci,dest=images/gateway.tar,rewrite-timestamp=true"], Outputs(target));
    }

    [Fact]
    public void Pushed_it_is_one_output_that_rewrites_times()
    {
        using var root = PlanFixture.Complete();
        var plan = PlanFixture.Plan(root, change: r => r with { Epoch = Epoch, Push = true });
        Assert.Equal(["type=image,push=true,rewrite-timestamp=true"], Outputs(Target(BakeOverride.For(plan, "run", FixedContexts.None, "images"), "gateway")));
    }

    [Fact]
    public void Local_contexts_are_copied_with_the_commits_time_on_every_file()
    {
        using var root = PlanFixture.Complete();
        var plan = PlanFixture.Plan(root, change: r => r with { Epoch = Epoch });
        var planned = plan.Targets.First(t => t.Name == "gateway");
        var source = root.At(planned.Contexts.First(c => c.Name.Length == 0).Location);
        Directory.CreateDirectory(Path.Combine(source, "deep"));
        File.WriteAllText(Path.Combine(source, "deep", "file"), "x");
        File.WriteAllText(Path.Combine(source, "deep", "same"), "x");
        File.WriteAllText(Path.Combine(source, "deep", "other"), "y");
        File.CreateSymbolicLink(Path.Combine(source, "link"), "deep/file");

        var contexts = FixedContexts.Of(plan, "copies", Epoch);

        var copy = root.At(contexts.Main(planned)!);
        DateTime TimeOf(string name) => File.GetLastWriteTimeUtc(Path.Combine(copy, "deep", name));
        Assert.InRange(TimeOf("file"), Epoch.UtcDateTime.AddTicks(1), Epoch.UtcDateTime.AddHours(1));
        Assert.Equal(TimeOf("file"), TimeOf("same"));
        Assert.NotEqual(TimeOf("file"), TimeOf("other"));
        Assert.Equal(Epoch.UtcDateTime, Directory.GetLastWriteTimeUtc(Path.Combine(copy, "deep")));
        Assert.Equal("deep/file", new FileInfo(Path.Combine(copy, "link")).LinkTarget);
        Assert.True(File.Exists(Path.Combine(copy, contexts.Dockerfile(root.Path, planned)!)), "the Dockerfile is where it was, seen from the copy");
        Assert.NotEqual(Epoch.UtcDateTime, File.GetLastWriteTimeUtc(Path.Combine(source, "deep", "file")));
    }

    [Fact]
    public void Attestations_are_asked_for_as_buildx_takes_them()
    {
        using var root = PlanFixture.Complete();
        IReadOnlyList<string> Arguments(Attestations attestations)
            => BakeArguments.For(PlanFixture.Plan(root, change: r => r with { Attestations = attestations }), null, [], null);

        Assert.Contains(
            " --provenance mode=max --sbom generator=docker/buildkit-syft-scanner:stable-1 ", string.Join(' ', Arguments(new Attestations())), StringComparison.Ordinal);
        Assert.Contains(" --provenance mode=max ", string.Join(' ', Arguments(new Attestations(null))), StringComparison.Ordinal);
        Assert.DoesNotContain("--sbom", Arguments(new Attestations(null)));
    }

    [Fact]
    public void A_builder_that_does_not_see_the_engine_gets_the_root_image_where_it_is_named()
    {
        using var root = PlanFixture.Complete();
        const string image = "debian:bookworm-slim";
        var model = PlanFixture.Model.Replace(
            "\"os-base\": { \"context\": \"docker\",", $"\"os-base\": {{ \"args\": {{ \"OS_ROOT_IMAGE\": \"{image}\" }}, \"context\": \"docker\",", StringComparison.Ordinal);
        var plan = PlanFixture.Plan(root, model, r => r with { RootLayout = new RootLayout(image, "root-image/1") });
        var json = JsonDocument.Parse(BakeOverride.For(plan, "run").Json).RootElement.GetProperty("target");

        Assert.Contains(plan.Targets, target => target.Target.Args.Count > 0);
        foreach (var target in plan.Targets)
        {
            var named = json.GetProperty(target.Name).TryGetProperty("contexts", out var contexts) && contexts.TryGetProperty(image, out var context)
                ? context.GetString() : null;
            Assert.Equal(target.Target.Args.Values.Contains(image) ? "oci-layout://./root-image/1" : null, named);
        }
    }

    [Fact]
    public void The_time_is_the_variables_else_the_commits()
    {
        var head = new GitCommit(new string('a', 40), Epoch);
        Assert.Equal(Epoch, SourceDate.Of(null, head));
        Assert.Equal(1_600_000_000, SourceDate.Of("1600000000", head).ToUnixTimeSeconds());
        Assert.Contains("SOURCE_DATE_EPOCH=", Assert.Throws<BuildChainException>(() => SourceDate.Of(null, null)).Remedy, StringComparison.Ordinal);
        Assert.Contains("'yesterday'", Assert.Throws<BuildChainException>(() => SourceDate.Of("yesterday", head)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_promised_is_listed_with_what_could_be_changed_first()
    {
        var request = new BakeRequest("/repo")
        {
            Labels = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["gateway"] = new Dictionary<string, string> { ["org.opencontainers.image.revision"] = "abc-dirty" },
                ["agent"] = new Dictionary<string, string> { ["org.opencontainers.image.revision"] = "abc" },
            },
        };

        var limits = ReproducibleLimits.Of(request);

        Assert.Equal("uncommitted sources are in gateway: no commit gives these again", limits[0]);
        Assert.Contains("--no-cache", limits[1], StringComparison.Ordinal);
        Assert.DoesNotContain(ReproducibleLimits.Of(request with { NoCache = true }), limit => limit.Contains("--no-cache", StringComparison.Ordinal));
    }

    static JsonElement Target(BakeOverride change, string name) => JsonDocument.Parse(change.Json).RootElement.GetProperty("target").GetProperty(name);

    static IEnumerable<string?> Outputs(JsonElement target) => target.GetProperty("output").EnumerateArray().Select(o => o.GetString());
}

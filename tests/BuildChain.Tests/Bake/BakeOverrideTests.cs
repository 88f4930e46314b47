using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class BakeOverrideTests
{
    [Fact]
    public void Labels_caches_and_record_names_are_written_escaped()
    {
        using var root = PlanFixture.Complete();
        var plan = PlanFixture.Plan(root, change: r => r with
        {
            Labels = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["gateway"] = new Dictionary<string, string> { ["b"] = "${HOME} 100%{x} \"quoted\"", ["a.b/c"] = "größe\n" },
                ["unknown"] = new Dictionary<string, string> { ["x"] = "not in this bake" },
            },
            Cache = new Dictionary<string, TargetCache>
            {
                ["gateway"] = new([BakeAttributes.Of("local", ("src", "old"))], [BakeAttributes.Of("local", ("dest", "new"))]),
                ["agent"] = new([], []),
            },
        });

        var change = BakeOverride.For(plan, "run-1");

        Snapshot.Match(change.Json, "override.json");
        Assert.Equal(["gateway.cache-from=type=local,src=old"], change.Settings);
    }

    [Fact]
    public void Removing_a_cache_of_the_bake_file_takes_an_empty_setting()
    {
        using var root = PlanFixture.Complete();
        var plan = PlanFixture.Plan(root, change: r => r with { Cache = new Dictionary<string, TargetCache> { ["gateway"] = new([], []) } });

        Assert.Equal(["gateway.cache-from="], BakeOverride.For(plan, "run-1").Settings);
    }

    [Fact]
    public void The_argument_list_has_every_choice()
    {
        using var root = PlanFixture.Complete();
        var plan = PlanFixture.Plan(root, change: r => r with
        {
            Files = ["docker-bake.hcl", "functions.json"], Builder = "b", Progress = "plain", Push = true, NoCache = true, Pull = true, Platforms = ["linux/amd64", "linux/arm64"],
        });

        Assert.Equal(
            "buildx bake --file docker-bake.hcl --file functions.json --file o.json --set *.platform=linux/amd64 --set *.platform=linux/arm64 "
            + "--no-cache --pull --set a=b --builder b --progress plain --metadata-file m.json control tool",
            string.Join(' ', BakeArguments.For(plan, "o.json", ["a=b"], "m.json")));
    }

    [Fact]
    public void A_pushed_image_has_one_image_output_and_keeps_the_others()
    {
        using var root = PlanFixture.Complete();
        var model = PlanFixture.Model.Replace(
            """["esb-gateway:t1"],""", """["esb-gateway:t1"], "output": [{ "type": "local", "dest": "out" }, { "type": "docker" }],""", StringComparison.Ordinal);
        var plan = PlanFixture.Plan(root, model, r => r with { Push = true });

        using var json = System.Text.Json.JsonDocument.Parse(BakeOverride.For(plan, "run").Json);
        var targets = json.RootElement.GetProperty("target");

        Assert.Equal(["type=local,dest=out", "type=image,push=true"], Outputs(targets.GetProperty("gateway")));
        Assert.Equal(["type=image,push=true"], Outputs(targets.GetProperty("agent")));
        Assert.False(targets.GetProperty("os-base").TryGetProperty("output", out _), "what is only built for others is not pushed");
        Assert.False(targets.GetProperty("tool").TryGetProperty("output", out _), "what has no image is not pushed");

        static IEnumerable<string?> Outputs(System.Text.Json.JsonElement target) => target.GetProperty("output").EnumerateArray().Select(o => o.GetString());
    }

    [Fact]
    public void Paths_outside_the_working_directory_are_allowed_where_buildx_asks_for_it()
    {
        using var root = PlanFixture.Complete();
        using var outside = new TemporaryDirectory().Write("ca.crt");
        Directory.CreateSymbolicLink(root.At("linked"), outside.Path);
        var model = PlanFixture.Model
            .Replace(".esb/certs/rootCA.crt", outside.At("ca.crt"), StringComparison.Ordinal)
            .Replace("\"src\": \".esb/cache/gateway\"", "\"src\": \"linked/cache\"", StringComparison.Ordinal)
            .Replace("\"dest\": \".esb/cache/gateway\"", $"\"dest\": \"{outside.At("cache")}\"", StringComparison.Ordinal);
        var plan = PlanFixture.Plan(root, model);

        var arguments = string.Join(' ', BakeArguments.For(plan, null, [], null));
        Assert.Contains($"--allow fs.read={outside.At("ca.crt")} --allow fs.read={outside.At("cache")} --allow fs.write={outside.At("cache")} ", arguments, StringComparison.Ordinal);

        var old = plan with { Docker = plan.Docker with { Buildx = new Version(0, 16, 2) } };
        Assert.DoesNotContain("--allow", BakeArguments.For(old, null, [], null));
    }
}

using System.Text.Json;
using BuildChain.Bake;

namespace BuildChain.DockerTests.Bake;

public sealed class BakePlanTests
{
    [Fact]
    public async Task The_plan_is_what_buildx_prints()
    {
        await using var repository = await BakeRepository.CreateAsync();

        var plan = await repository.PlanAsync();

        Assert.Empty(plan.Problems);
        Assert.Equal(["base", "alpha", "beta"], plan.Targets.Select(t => t.Name));
        Assert.Equal([$"esb-bt-alpha:{repository.Tag}"], plan.Targets[1].Images);
        Assert.Equal(["services"], plan.Targets[1].Groups);
        Assert.False(plan.Targets[0].Requested);
        Assert.Equal(new PlannedLink("base", "base", null), Assert.Single(plan.Targets[1].Links));
        Assert.Equal(new PlannedSecret("root_ca", ".esb/certs/rootCA.crt", IsFile: true, Exists: true), Assert.Single(plan.Targets[1].Secrets));
        Assert.Equal("${not a variable}", plan.Targets[1].Target.Labels["literal"]);
        Assert.Equal("alpha/Dockerfile", plan.Targets[1].Dockerfile);
    }

    [Fact]
    public async Task A_base_image_the_engine_lacks_is_a_problem_before_anything_is_built()
    {
        await using var repository = await BakeRepository.CreateAsync();

        var plan = await repository.PlanAsync(repository.Request with { BaseLink = BaseLink.Image });

        Assert.Equal(new PlannedLink("base", null, $"esb-bt-base:{repository.Tag}", Present: false), Assert.Single(plan.Targets[0].Links));
        Assert.Equal(
            $"Target 'alpha' is built upon the image esb-bt-base:{repository.Tag}, which the engine does not have", plan.Problems[0].Message);
        Assert.Equal($"./build.sh BakeBase --tag {repository.Tag}", plan.Problems[0].Remedy);
    }

    [Fact]
    public async Task A_base_image_baked_before_is_found_and_built_upon()
    {
        await using var repository = await BakeRepository.CreateAsync();
        await repository.BakeAsync(repository.Request with { Targets = ["base"] });

        var plan = await repository.PlanAsync(repository.Request with { BaseLink = BaseLink.Image });
        Assert.Empty(plan.Problems);
        Assert.All(plan.Targets, t => Assert.True(t.Links[0].Present));
        Assert.Equal(2, (await BakeOrchestrator.RunAsync(plan, repository.ExecuteAsync)).Images.Count);
    }

    [Fact]
    public async Task An_unknown_target_is_answered_with_the_known_ones_and_the_nearest()
    {
        await using var repository = await BakeRepository.CreateAsync();

        var e = await Assert.ThrowsAsync<BuildChainException>(() => repository.PlanAsync(repository.Request with { Targets = ["aplha"] }));

        Assert.Equal(
            "docker-bake.hcl has no target or group 'aplha'. Known are: services, alpha, base, beta. Did you mean 'alpha'?", e.Message);
    }

    [Fact]
    public async Task A_target_that_a_group_names_and_nobody_declares_is_told_as_such()
    {
        await using var repository = await BakeRepository.CreateAsync();
        repository.Write("more.hcl", "group \"services\" { targets = [\"gone\"] }");

        var e = await Assert.ThrowsAsync<BuildChainException>(() => repository.PlanAsync(repository.Request with { Files = ["docker-bake.hcl", "more.hcl"] }));

        Assert.Contains("no target or group 'gone' (a group or another target names it)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_syntax_error_is_told_in_buildx_words_with_its_place_and_the_command()
    {
        await using var repository = await BakeRepository.CreateAsync();
        repository.Write("docker-bake.hcl", "target \"alpha\" {\n  context = nothing\n}\n");

        var e = await Assert.ThrowsAsync<BuildChainException>(() => repository.PlanAsync());

        Assert.Contains("docker-bake.hcl:2,13-20: Unknown variable", e.Message, StringComparison.Ordinal);
        Assert.Contains("| >>>   context = nothing", e.Message, StringComparison.Ordinal);
        Assert.Contains("buildx bake --file docker-bake.hcl --print services", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("#1 ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_described_and_checked_variable_is_read_by_every_buildx()
    {
        await using var repository = await BakeRepository.CreateAsync();
        repository.Write("docker-bake.hcl", """
            variable "X" {
              description = "Something."
              default     = "a"
              validation {
                condition     = X == try(regex("^[a-z]{1,3}$", X), "")
                error_message = "X must be short."
              }
            }
            target "alpha" {
              context = "alpha"
              tags    = ["${X}:1"]
            }
            """);

        Assert.Equal(["a:1"], (await repository.PlanAsync(repository.Request with { Targets = ["alpha"] })).Targets[0].Images);
    }

    [Fact]
    public async Task A_missing_bake_file_is_named()
    {
        await using var repository = await BakeRepository.CreateAsync();

        var e = await Assert.ThrowsAsync<BuildChainException>(() => repository.PlanAsync(repository.Request with { Files = ["nothing.hcl"] }));

        Assert.Equal($"Bake file 'nothing.hcl' does not exist in {repository.Root}", e.Message);
    }

    [Fact]
    public async Task Without_its_secret_the_plan_is_there_and_says_so()
    {
        await using var repository = await BakeRepository.CreateAsync();
        File.Delete(repository.At(".esb/certs/rootCA.crt"));

        var plan = await repository.PlanAsync();

        Assert.Equal(3, plan.Targets.Count);
        Assert.Equal(new PlanProblem(null, "The file of a build secret is missing: .esb/certs/rootCA.crt", "./build.sh SetupCerts"), Assert.Single(plan.Problems));
    }

    [Fact]
    public async Task A_docker_without_buildx_is_told_as_such()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var bare = repository.Docker with
        {
            BuildxPath = null,
            Environment = new Dictionary<string, string?>(repository.Docker.Environment) { ["DOCKER_CONFIG"] = repository.At("empty"), ["HOME"] = repository.Root },
        };

        // Where the plugin is installed for all users there is no way to hide it.
        var version = await BuildChain.Processes.ProcessRunner.TryRunAsync(new(bare.Path, "buildx", "version") { Environment = bare.Environment });
        if (version.Succeeded)
            return;
        var e = await Assert.ThrowsAsync<BuildChainException>(() => BakePlanner.PlanAsync(repository.Request, bare));

        Assert.Contains("has no buildx plugin", e.Message, StringComparison.Ordinal);
        Assert.Equal("./build.sh SetupEngine", e.Remedy);
    }

    [Fact]
    public async Task Buildx_understands_the_override_as_it_was_meant()
    {
        await using var repository = await BakeRepository.CreateAsync();
        const string label = "${HOME} %{x} $${y} \"q\" \\ größe";
        var plan = await repository.PlanAsync(repository.Request with
        {
            Labels = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["alpha"] = new Dictionary<string, string> { ["a.b/c"] = label } },
            Cache = new Dictionary<string, TargetCache>
            {
                ["alpha"] = new([BakeAttributes.Of("local", ("src", "old,er"))], [BakeAttributes.Of("local", ("dest", "ne\"w"))]),
                ["beta"] = new([], []),
            },
        });
        var change = BakeOverride.For(plan, "run-1");
        repository.Write("override.json", change.Json);

        var arguments = BakeArguments.For(plan, "override.json", change.Settings, metadataFile: null);
        var printed = await BuildChain.Processes.ProcessRunner.RunAsync(new(repository.Docker.Path, [.. arguments, "--print"])
        {
            WorkingDirectory = repository.Root, Environment = repository.Docker.Environment,
        });
        var alpha = BakeModelReader.Read(printed.Output, new BuildxFeatures(repository.Docker.Buildx).EscapedPrint).Targets["alpha"];

        Assert.Equal(label, alpha.Labels["a.b/c"]);
        Assert.Equal("${not a variable}", alpha.Labels["literal"]);
        Assert.Equal(["type=local,\"src=old,er\""], alpha.CacheFrom.Select(c => c.ToString()));
        Assert.Equal("ne\"w", Assert.Single(alpha.CacheTo)["dest"]);
        Assert.Equal(new BuildxFeatures(repository.Docker.Buildx).History ? "alpha@run-1" : null, alpha.Args.GetValueOrDefault("BUILDKIT_BUILD_NAME"));
    }

    [Fact]
    public async Task The_json_of_a_real_plan_is_json()
    {
        await using var repository = await BakeRepository.CreateAsync();
        using var document = JsonDocument.Parse(PlanJson.Render((await repository.PlanAsync()).WithCacheStates()));
        Assert.Equal(3, document.RootElement.GetProperty("targets").GetArrayLength());
    }
}

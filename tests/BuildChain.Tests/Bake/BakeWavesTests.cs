using System.Globalization;
using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class BakeWavesTests
{
    static readonly BakeRequest Request = new("/repo") { Targets = ["all"], Push = true };

    [Fact]
    public void A_small_bake_is_one_wave_and_the_plan_itself()
    {
        var plan = Plan(60);

        Assert.Same(plan, Assert.Single(BakeWaves.Of(plan)));
    }

    [Fact]
    public void No_wave_has_more_targets_than_allowed_with_those_it_is_linked_to_and_none_is_lost()
    {
        var waves = BakeWaves.Of(Plan(300));

        Assert.Equal(["base"], waves[0].Request.Targets);
        Assert.Equal(6, waves.Count);
        Assert.All(waves, wave => Assert.InRange(wave.Targets.Count, 1, BakeWaves.MostTargets));
        var asked = waves.SelectMany(wave => wave.Request.Targets).ToList();
        Assert.Equal(302, asked.Count);
        Assert.Equal(302, asked.Distinct(StringComparer.Ordinal).Count());
        Assert.All(waves, wave => Assert.Equal(wave.Request.Targets.Order(StringComparer.Ordinal), wave.Targets.Where(target => target.Requested).Select(target => target.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void What_an_earlier_wave_gave_out_is_in_a_later_graph_and_not_given_out_again()
    {
        var waves = BakeWaves.Of(Plan(300));

        Assert.Contains("base", waves[0].Request.Targets);
        Assert.All(waves.Skip(1), wave =>
        {
            var linked = Assert.Single(wave.Targets, target => target.Name == "base");
            Assert.False(linked.Requested);
            Assert.False(linked.Target.HasResult);
            Assert.DoesNotContain("\"output\"", Section(BakeOverride.For(wave, "run").Json, "base"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void No_cache_is_for_the_targets_of_a_wave_and_not_for_what_they_stand_on()
    {
        var plan = Plan(100);
        var waves = BakeWaves.Of(plan with { Request = plan.Request with { NoCache = true } });

        Assert.All(waves, wave => Assert.False(wave.Request.NoCache));
        var arguments = BakeArguments.For(waves[1], null, [], null);
        Assert.DoesNotContain("--no-cache", arguments);
        Assert.DoesNotContain("base.no-cache=true", arguments);
        Assert.Equal(waves[1].Request.Targets.Select(target => $"{target}.no-cache=true"), arguments.Where(argument => argument.EndsWith(".no-cache=true", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_many_stand_on_comes_first_where_its_cache_is_going_to_be_exported()
    {
        var waves = BakeWaves.Of(Plan(20), new HashSet<string>(["base", "fn-3"]));

        Assert.Equal(["base"], waves[0].Request.Targets);
        Assert.Equal(2, waves.Count);
        Assert.Equal(21, waves[1].Request.Targets.Count);
        Assert.Single(BakeWaves.Of(Plan(5), new HashSet<string>(["base"])));
    }

    [Theory]
    [InlineData("failed to prepare extraction snapshot \"extract-1-D_Aq sha256:b4\": parent snapshot sha256:16a3 does not exist: not found", true)]
    [InlineData("failed to apply diffs: failed to stat lower snapshot oqp2tt0: snapshot oqp2tt0 does not exist: not found", true)]
    [InlineData("process \"/bin/sh -c false\" did not complete successfully: exit code: 1", false)]
    [InlineData("failed to compute cache key: \"/file\": not found", false)]
    [InlineData(null, false)]
    public void Only_faults_of_the_engine_are_worth_another_try(string? error, bool passing)
        => Assert.Equal(passing, EngineFaults.IsPassing(new BakeFailure { Error = error }));

    static BakePlan Plan(int functions)
    {
        var targets = Enumerable.Range(0, functions)
            .Select(number => new PlannedTarget(
                new BakeTarget("fn-" + number.ToString(CultureInfo.InvariantCulture)) { Tags = ["x"], Contexts = new Dictionary<string, string> { ["base"] = "target:base" } }, [], Requested: true))
            .Prepend(new PlannedTarget(new BakeTarget("meta") { Tags = ["m"] }, [], Requested: true))
            .Prepend(new PlannedTarget(new BakeTarget("base") { Tags = ["b"] }, [], Requested: true))
            .ToList();
        return new BakePlan(Request, PlanFixture.Docker, new BakeModel(new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, BakeTarget>()), targets, []);
    }

    static string Section(string json, string target)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return document.RootElement.GetProperty("target").GetProperty(target).GetRawText();
    }
}

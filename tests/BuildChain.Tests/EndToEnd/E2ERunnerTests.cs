using BuildChain.EndToEnd;

namespace BuildChain.Tests.EndToEnd;

public sealed class E2ERunnerTests
{
    static readonly IReadOnlyList<E2EProfile> Profiles = [.. new[] { "a", "b", "c" }.Select(name => new E2EProfile(name, new SourcePosition("p.yml", 1, 1)))];

    static RunResult Result(E2EProfile profile, PhaseOutcome outcome)
        => new(profile, "", "", [new PhaseResult(RunPhase.Build, outcome, DateTimeOffset.UtcNow, TimeSpan.Zero, "")], "/r");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Never_more_runs_than_allowed_are_under_way_and_that_many_are(int maxParallel)
    {
        var (now, most) = (0, 0);
        var full = new TaskCompletionSource();

        var results = await E2ERunner.RunAsync(
            Profiles,
            async (profile, _) =>
            {
                var count = Interlocked.Increment(ref now);
                most = Math.Max(most, count);
                if (count == maxParallel)
                    full.TrySetResult();
                await full.Task;
                await Task.Yield();
                Interlocked.Decrement(ref now);
                return Result(profile, PhaseOutcome.Succeeded);
            },
            maxParallel, failFast: false);

        Assert.Equal(["a", "b", "c"], results.Select(result => result.Profile.Name));
        Assert.Equal(maxParallel, most);
    }

    [Fact]
    public async Task A_failure_does_not_stop_the_others()
    {
        var results = await E2ERunner.RunAsync(
            Profiles, (profile, token) => Task.FromResult(Result(profile, profile.Name == "a" ? PhaseOutcome.Failed : Outcome(token))), 1, failFast: false);

        Assert.Equal([PhaseOutcome.Failed, PhaseOutcome.Succeeded, PhaseOutcome.Succeeded], results.Select(result => result.Phases[0].Outcome));
    }

    [Fact]
    public async Task What_breaks_outside_the_phases_is_a_result_too()
    {
        var results = await E2ERunner.RunAsync(
            Profiles, (profile, _) => profile.Name == "a" ? throw new UnauthorizedAccessException("artifacts is root's") : Task.FromResult(Result(profile, PhaseOutcome.Succeeded)),
            3, failFast: false);

        Assert.Equal([false, true, true], results.Select(result => result.Succeeded));
        Assert.Equal("UnauthorizedAccessException: artifacts is root's", results[0].Failure!.Problem);
    }

    [Fact]
    public async Task With_fail_fast_the_first_failure_cancels_the_others()
    {
        var results = await E2ERunner.RunAsync(
            Profiles, (profile, token) => Task.FromResult(Result(profile, profile.Name == "a" ? PhaseOutcome.Failed : Outcome(token))), 1, failFast: true);

        Assert.Equal([PhaseOutcome.Failed, PhaseOutcome.Cancelled, PhaseOutcome.Cancelled], results.Select(result => result.Phases[0].Outcome));
    }

    static PhaseOutcome Outcome(CancellationToken token) => token.IsCancellationRequested ? PhaseOutcome.Cancelled : PhaseOutcome.Succeeded;
}

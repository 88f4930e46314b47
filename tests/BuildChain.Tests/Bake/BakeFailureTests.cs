using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class BakeFailureTests : IDisposable
{
    const string Lost = "#1 ERROR: parent snapshot sha256:1 does not exist: not found\n"
        + "ERROR: target os-base: failed to solve: parent snapshot sha256:1 does not exist: not found\n";

    readonly TemporaryDirectory _root = PlanFixture.Complete();

    [Fact]
    public async Task Of_an_attempt_that_is_repeated_nothing_stays()
    {
        var attempts = 0;

        await Assert.ThrowsAsync<BakeFailedException>(() => BakeOrchestrator.RunAsync(
            PlanFixture.Plan(_root), (_, _) => Task.FromResult(new BakeExecution(1, ++attempts < 3 ? Lost : "ERROR: target os-base: failed to solve: no\n"))));

        Assert.Equal(3, attempts);
        Assert.Single(Directory.GetDirectories(_root.At(".esb/bake"), "run-*"));
    }

    [Fact]
    public async Task Of_a_bake_that_is_cancelled_at_any_moment_nothing_stays()
    {
        using var cancelled = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BakeOrchestrator.RunAsync(PlanFixture.Plan(_root), (_, token) =>
        {
            cancelled.Cancel();
            return Task.FromCanceled<BakeExecution>(token);
        }, cancellationToken: cancelled.Token));
        // Before it is begun.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BakeOrchestrator.RunAsync(
            PlanFixture.Plan(_root), (_, _) => Task.FromResult(new BakeExecution(0, "")), cancellationToken: cancelled.Token));

        Assert.Empty(Directory.GetDirectories(_root.At(".esb/bake"), "run-*"));
    }

    [Theory]
    [InlineData("registry.example/scanner:1", "registry.example/scanner:1: failed to resolve source metadata", "--sbom-scanner none")]
    [InlineData("registry.example/scanner:1", "docker.io/library/debian:12: failed to resolve source metadata", "SetupRootImage")]
    public void What_could_not_be_pulled_tells_what_to_do(string scanner, string error, string remedy)
    {
        var plan = PlanFixture.Plan(_root, change: r => r with { Attestations = new Attestations(scanner) });

        var e = BakeFailureReport.Exception(plan, new BakeFailure { Error = error }, 1, BakeRunDirectory.Create(_root.Path), []);

        Assert.Contains(remedy, e.Remedy, StringComparison.Ordinal);
    }

    public void Dispose() => _root.Dispose();
}

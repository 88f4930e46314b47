using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class BakeFailureTests : IDisposable
{
    const string Lost = "#1 ERROR: parent snapshot sha256:1 does not exist: not found\nERROR: target os-base: failed to solve: parent snapshot sha256:1 does not exist: not found\n";

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

    public void Dispose() => _root.Dispose();
}

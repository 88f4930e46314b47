namespace BuildChain.Bake;
/// <summary>Runs a plan.</summary>
public static partial class BakeOrchestrator
{
    /// <summary>Writes the override file, has buildx run, and reads what came out.</summary>
    /// <param name="execute">Starts the call and waits for it; shows the progress. A non-zero exit code is a result, not an exception.</param>
    /// <exception cref="BakeFailedException">buildx failed.</exception>
    public static Task<BakeResult> RunAsync(
        BakePlan plan, Func<BakeInvocation, CancellationToken, Task<BakeExecution>> execute, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();
}

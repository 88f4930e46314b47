namespace BuildChain.Bake;
/// <summary>Resolves a request into a plan.</summary>
public static partial class BakePlanner
{
    /// <summary>Asks buildx once (<c>bake --print</c>, about 0.15 s) and checks what it says.</summary>
    /// <param name="imageExists">Whether the engine has an image; null to not look.</param>
    /// <exception cref="BuildChainException">An unknown target, an error in a bake file, no buildx. Other problems are in the plan.</exception>
    public static Task<BakePlan> PlanAsync(
        BakeRequest request, DockerCli docker, Func<string, CancellationToken, Task<bool>>? imageExists = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();
}

namespace BuildChain.Bake;

/// <summary>Resolves a request into a plan.</summary>
public static class BakePlanner
{
    /// <summary>Asks buildx once (<c>bake --print</c>, about 0.15 s) and checks what it says.</summary>
    /// <param name="presentImages">
    /// Which of the given images the engine has (see <see cref="EngineImages"/>); null to not look. Asked only for base images that
    /// another bake of this repository makes, and not at all when there are none.
    /// </param>
    /// <exception cref="BuildChainException">An unknown target, an error in a bake file, no buildx. Other problems are in the plan.</exception>
    public static async Task<BakePlan> PlanAsync(
        BakeRequest request,
        DockerCli docker,
        Func<IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlySet<string>>>? presentImages = null,
        CancellationToken cancellationToken = default)
    {
        if (!new BuildxFeatures(docker.Buildx).IsSupported)
            throw new BuildChainException($"buildx {docker.Buildx} is too old; {BuildxFeatures.Oldest} or later is needed", request.Remedies.Engine);

        request = OlderBakeFiles.For(request, docker);
        var (model, printProblem) = await BakePrint.RunAsync(request, docker, cancellationToken);
        var declared = BakeFileNames.Read(request);
        var targets = TargetPlanner.Plan(request, model);
        if (presentImages is not null)
            targets = await WithPresenceAsync(targets, declared, presentImages, cancellationToken);

        var problems = PlanChecks.Of(request, targets, declared);
        return new BakePlan(request, docker, model, targets, printProblem is null ? problems : [printProblem, .. problems]);
    }

    /// <summary>Plans a model that is already resolved, without starting anything; only files are looked at.</summary>
    public static BakePlan Plan(BakeRequest request, DockerCli docker, BakeModel model, BakeFileNames declared)
    {
        var targets = TargetPlanner.Plan(request, model);
        return new BakePlan(request, docker, model, targets, PlanChecks.Of(request, targets, declared));
    }

    static async Task<IReadOnlyList<PlannedTarget>> WithPresenceAsync(
        IReadOnlyList<PlannedTarget> targets,
        BakeFileNames declared,
        Func<IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlySet<string>>> presentImages,
        CancellationToken cancellationToken)
    {
        bool IsOwn(PlannedLink link) => link.Image is not null && declared.Targets.Contains(link.Context, StringComparer.Ordinal);
        var images = targets.SelectMany(t => t.Links).Where(IsOwn).Select(l => l.Image!).Distinct(StringComparer.Ordinal).ToList();
        if (images.Count == 0)
            return targets;
        var present = await presentImages(images, cancellationToken);
        return [.. targets.Select(t => t with
        {
            Links = [.. t.Links.Select(l => IsOwn(l) ? l with { Present = present.Contains(l.Image!) } : l)],
        })];
    }
}

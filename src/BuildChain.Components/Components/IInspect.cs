using BuildChain.Components.Input;
using BuildChain.Inspection;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>Tells where an image or a container comes from.</summary>
public interface IInspect : IHasBake, IHasFormat
{
    [Parameter("Inspect: images, containers or bake targets of --tag. Default: every image of --tag")]
    string[] Reference => TryGetValue(() => Reference) ?? [];

    Target Inspect => _ => _
        .Description("Shows commit, target, base, template and cache of the images or containers named by --reference")
        .DependsOn(SetupEngine)
        .TryAfter<IBake>(x => x.Bake)
        .TryAfter<IBakeControl>(x => x.BakeControl)
        .Executes(async () =>
        {
            var inspector = new ImageInspector(await ConnectAsync()) { Cache = CacheStore.Status() };
            var variables = ImageVariables;
            var names = Reference.Length > 0 ? Reference : await inspector.ImagesAsync(variables[$"{BrandNames.Env}TAG"]!);
            var origins = new List<ImageOrigin>();
            foreach (var name in names)
                origins.Add(await inspector.ReadAsync(name, Otherwise(name, variables)));
            Show(Format == ReportFormat.Json ? OriginReport.Json(origins)
                : Format == ReportFormat.Table ? OriginReport.Table(origins, DateTimeOffset.UtcNow)
                : throw new BuildChainException("Inspect has no graph to show.", "--format table or --format json"));
        });

    /// <summary>A bake target's or image's bare name stands for the image of <c>--registry</c> and <c>--tag</c>.</summary>
    private string[] Otherwise(string name, IReadOnlyDictionary<string, string?> variables)
    {
        if (name.Contains(':', StringComparison.Ordinal) || name.Contains('/', StringComparison.Ordinal))
            return [];
        var (registry, tag) = (variables[$"{BrandNames.Env}REGISTRY"], variables[$"{BrandNames.Env}TAG"]);
        return [$"{registry}{ImageBrand}-{name}:{tag}", $"{registry}{name}:{tag}"];
    }
}

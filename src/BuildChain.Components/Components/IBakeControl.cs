using Nuke.Common;

namespace BuildChain.Components;

/// <summary>The version files that every image carries, in <c>.esb/meta</c> and as an image.</summary>
public interface IBakeMeta : IHasBake
{
    Target BakeMeta => _ => _
        .Description("Bakes the version files that every image carries")
        .DependsOn(SetupEngine)
        .Executes(() => BakeAsync(MetaTarget));
}

/// <summary>The images that others are built upon; functions' base image carries a published program.</summary>
public interface IBakeBase : IHasBake, IPublishServices
{
    string BaseGroup => "base-images";

    Target BakeBase => _ => _
        .Description("Bakes the base images")
        .DependsOn(SetupEngine, SetupRootImage, SetupCerts, Publish)
        .Executes(() => BakeAsync(MetaTarget, BaseGroup));
}

/// <summary>The control plane's images of <c>--mode</c>.</summary>
/// <remarks>
/// Base images and control plane are one bake graph: nothing has to be baked before, and what is unchanged comes from the cache.
/// </remarks>
public interface IBakeControl : IBakeBase
{
    string ControlGroup => $"control-images-{Mode}";

    Target BakeControl => _ => _
        .Description("Bakes the base and control-plane images of --mode")
        .DependsOn(SetupEngine, SetupRootImage, SetupCerts, Publish)
        .Executes(() => BakeAsync(MetaTarget, BaseGroup, ControlGroup));
}

using BuildChain.Components;
using BuildChain.Meta;
using BuildChain.Publishing;
using Nuke.Common.IO;

/// <summary>What this product's images are made of.</summary>
partial class Build
{
    static readonly string[] Shared =
    [
        "services/common", "src/BuildChain/BrandNames.cs", "src/BuildChain/NearestName.cs", "src/BuildChain/AtomicFile.cs", "services/Directory.Build.props",
        "services/Directory.Build.targets", "services/publish.proj", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json",
    ];

    /// <summary>The program in lambda-base, without what services share: a change there must not rebuild every function.</summary>
    static readonly string[] RuntimeInterface =
    [
        "services/runtime-interface", "src/BuildChain/BrandNames.cs", "services/Directory.Build.props", "services/Directory.Build.targets", "services/publish.proj", "Directory.Build.props",
        "Directory.Build.targets", "global.json",
    ];

    IReadOnlyList<PublishedService> IPublishServices.Services { get; } =
    [
        .. new[] { "gateway", "agent", "provisioner", "runtime-node" }.Select(name => new PublishedService(name, [$"services/{name}", .. Shared])),
        new PublishedService("runtime-interface", RuntimeInterface),
    ];

    /// <summary>Base images and functions have but the one program in lambda-base, and the others take most of the time.</summary>
    IReadOnlyList<PublishedService> IPublishServices.WantedServices
        => InvokedTargets.Count > 0 && InvokedTargets.All(target => target.Name is nameof(IBakeBase.BakeBase) or nameof(IBakeFunctions.BakeFunctions))
            ? [.. ((IPublishServices)this).Services.Where(service => service.Name == "runtime-interface")]
            : ((IPublishServices)this).Services;

    AbsolutePath IPublishServices.PublishProject => RootDirectory / "services" / "publish.proj";

    IReadOnlyList<ImageInput> IHasBake.ImageInputs { get; } =
    [
        new("os-base", StampKind.LastChange, "images/common", "images/os-base"),
        new("python-base", StampKind.LastChange, "images/common", "images/os-base", "images/python-base"),
        new("lambda-base", StampKind.LastChange, ["images/common", "images/os-base", "images/python-base", "images/lambda-base", "runtime-hooks", "tools/branding/module", .. RuntimeInterface]),
        new("registry", StampKind.LastChange, "images/common", "images/os-base", "images/registry", "config"),
        .. ServiceImage("gateway", "gateway-docker", "gateway-containerd"),
        .. ServiceImage("agent", "agent-docker", "agent-containerd"),
        .. ServiceImage("provisioner", "provisioner"),
        .. ServiceImage("runtime-node", "runtime-node-containerd"),
    ];

    static IEnumerable<ImageInput> ServiceImage(string service, params string[] targets)
        => targets.Select(target => new ImageInput(target, StampKind.Head, [$"services/{service}", "services/Dockerfile", "images/common", "images/os-base", .. Shared]));
}

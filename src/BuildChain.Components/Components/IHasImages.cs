using BuildChain.Components.Input;
using BuildChain.Images;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>How images are named: the parameters, and the environment variables behind them.</summary>
public interface IHasImages : INukeBuild
{
    [Parameter($"Tag of every image. Default: {BrandNames.Env}TAG, else 'latest'")]
    string Tag => TryGetValue(() => Tag) ?? UserEnvironment.Get($"{BrandNames.Env}TAG") ?? "latest";

    [Parameter($"Registry that image names start with, such as 127.0.0.1:5010. Default: {BrandNames.Env}REGISTRY, else none")]
    string Registry => TryGetValue(() => Registry) ?? UserEnvironment.Get($"{BrandNames.Env}REGISTRY") ?? "";

    [Parameter($"Environment that stack and configuration belong to (images are told apart by --tag). Default: {BrandNames.Env}ENV, else 'default'")]
    string Env => TryGetValue(() => Env) ?? UserEnvironment.Get($"{BrandNames.Env}ENV") ?? "default";

    [Parameter($"How functions run: docker or containerd. Default: {BrandNames.Env}MODE, else docker")]
    StackMode Mode => TryGetValue(() => Mode) ?? UserEnvironment.Choice($"{BrandNames.Env}MODE", StackMode.Docker, StackMode.Containerd);

    /// <summary>The bake file's variables that name images.</summary>
    /// <exception cref="BuildChainException">A tag, registry or environment name that no image can have.</exception>
    IReadOnlyDictionary<string, string?> ImageVariables => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [$"{BrandNames.Env}TAG"] = ImageTag.Parse(Tag, UserEnvironment.Source(TryGetValue(() => Tag), "--tag", $"{BrandNames.Env}TAG")).Value,
        [$"{BrandNames.Env}REGISTRY"] = Images.Registry.Parse(Registry, UserEnvironment.Source(TryGetValue(() => Registry), "--registry", $"{BrandNames.Env}REGISTRY")).Prefix,
        [$"{BrandNames.Env}ENV"] = EnvironmentName.Parse(Env, UserEnvironment.Source(TryGetValue(() => Env), "--env", $"{BrandNames.Env}ENV")),
        [$"{BrandNames.Env}MODE"] = Mode.ToString(),
    };
}

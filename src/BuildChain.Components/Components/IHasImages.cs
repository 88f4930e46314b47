using BuildChain.Components.Input;
using BuildChain.Images;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>How images are named: the parameters, and the environment variables behind them.</summary>
public interface IHasImages : INukeBuild
{
    [Parameter("Tag of every image. Default: ESB_TAG, else 'latest'")]
    string Tag => TryGetValue(() => Tag) ?? UserEnvironment.Get("ESB_TAG") ?? "latest";

    [Parameter("Registry that image names start with, such as 127.0.0.1:5010. Default: ESB_REGISTRY, else none")]
    string Registry => TryGetValue(() => Registry) ?? UserEnvironment.Get("ESB_REGISTRY") ?? "";

    [Parameter("Environment that images and configuration belong to. Default: ESB_ENV, else 'default'")]
    string Env => TryGetValue(() => Env) ?? UserEnvironment.Get("ESB_ENV") ?? "default";

    [Parameter("How functions run: docker or containerd. Default: ESB_MODE, else docker")]
    StackMode Mode => TryGetValue(() => Mode) ?? UserEnvironment.Choice("ESB_MODE", StackMode.Docker, StackMode.Containerd);

    /// <summary>The bake file's variables that name images.</summary>
    /// <exception cref="BuildChainException">A tag, registry or environment name that no image can have.</exception>
    IReadOnlyDictionary<string, string?> ImageVariables => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["ESB_TAG"] = ImageTag.Parse(Tag, UserEnvironment.Source(TryGetValue(() => Tag), "--tag", "ESB_TAG")).Value,
        ["ESB_REGISTRY"] = Images.Registry.Parse(Registry, UserEnvironment.Source(TryGetValue(() => Registry), "--registry", "ESB_REGISTRY")).Prefix,
        ["ESB_ENV"] = EnvironmentName.Parse(Env, UserEnvironment.Source(TryGetValue(() => Env), "--env", "ESB_ENV")),
        ["ESB_MODE"] = Mode.ToString(),
    };
}

using BuildChain.Components.Input;
using BuildChain.Images;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>How images are named: the parameters and the environment variables behind them.</summary>
public interface IHasImages : INukeBuild
{
    [Parameter("Tag of every image. Default: ESB_TAG, else 'latest'.")]
    string Tag => TryGetValue(() => Tag) ?? FromEnvironment("ESB_TAG") ?? "latest";

    [Parameter("Registry that image names start with, such as 127.0.0.1:5010. Default: ESB_REGISTRY, else none.")]
    string Registry => TryGetValue(() => Registry) ?? FromEnvironment("ESB_REGISTRY") ?? "";

    [Parameter("Environment that images and configuration belong to. Default: ESB_ENV, else 'default'.")]
    string Env => TryGetValue(() => Env) ?? FromEnvironment("ESB_ENV") ?? "default";

    [Parameter("How functions run: docker (default) or containerd.")]
    StackMode Mode => TryGetValue(() => Mode) ?? StackModes.FromEnvironment(FromEnvironment("ESB_MODE"));

    /// <summary>The bake file's variables that name images.</summary>
    IReadOnlyDictionary<string, string?> ImageVariables => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["ESB_TAG"] = ImageTag.Parse(Tag).ToString(),
        ["ESB_REGISTRY"] = Images.Registry.Parse(Registry).ToString(),
        ["ESB_ENV"] = Env,
        ["ESB_MODE"] = Mode,
    };

    static string? FromEnvironment(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

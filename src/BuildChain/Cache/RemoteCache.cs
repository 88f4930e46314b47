using BuildChain.Bake;

namespace BuildChain.Cache;

/// <summary>Cache entries that need no store: the remote side keeps concurrent exports apart. A failing export fails no build.</summary>
public static class RemoteCache
{
    /// <param name="registry">Empty or ending with '/', as <c>ESB_REGISTRY</c>.</param>
    public static TargetCache Registry(string registry, string target) => Of("registry", ("ref", $"{registry}cache:{target}"));

    /// <summary>The cache of GitHub Actions; each target has a scope, else the last one exported would be the only one.</summary>
    public static TargetCache GitHubActions(string target) => Of("gha", ("scope", target));

    static TargetCache Of(string type, (string Key, string Value) place)
        => new([BakeAttributes.Of(type, place)], [BakeAttributes.Of(type, place, ("mode", "max"), ("ignore-error", "true"))]);
}

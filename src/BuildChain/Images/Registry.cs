using System.Text.RegularExpressions;

namespace BuildChain.Images;

/// <summary>The part of an image reference before its repository: empty, or <c>host[:port][/path]</c> and a final '/'.</summary>
public sealed partial record Registry
{
    Registry(string prefix) => Prefix = prefix;

    /// <summary>No registry: images stay in the engine.</summary>
    public static Registry None { get; } = new("");

    /// <summary>Empty or ending with '/', ready to stand before a repository name.</summary>
    public string Prefix { get; }

    public bool IsNone => Prefix.Length == 0;

    /// <summary>Host and port without the path: <c>127.0.0.1:5010</c>.</summary>
    public string Host => Prefix.Split('/')[0];

    /// <param name="text">With or without the final '/'; null or blank means none.</param>
    /// <param name="source">Where it came from, for the error: <c>--registry</c>, <c>ESB_REGISTRY</c>.</param>
    /// <exception cref="BuildChainException">A scheme, <c>localhost</c>, or characters no image reference can have.</exception>
    public static Registry Parse(string? text, string? source = null)
    {
        var trimmed = text?.Trim().TrimEnd('/') ?? "";
        if (trimmed.Length == 0)
            return None;
        BuildChainException Refuse(string why, string remedy)
            => new($"{(source is null ? "" : $"{source}: ")}'{text}' is not a registry: {why}.", remedy);

        var scheme = trimmed.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
            throw Refuse($"an image reference has no scheme ('{trimmed[..(scheme + 3)]}')", $"Give it as {trimmed[(scheme + 3)..]}/");
        if (LocalHost().IsMatch(trimmed))
            throw Refuse("'localhost' may resolve to IPv6, where the local registry does not listen",
                $"Give it as {LocalHost().Replace(trimmed, "127.0.0.1${rest}")}/");
        if (!Form().IsMatch(trimmed))
            throw Refuse("the form is host[:port][/path], lower case, without spaces", "For example 127.0.0.1:5010/ or registry.example.com/team/");
        return new Registry(trimmed + "/");
    }

    public override string ToString() => Prefix;

    [GeneratedRegex(@"^localhost(?=[:/]|$)(?<rest>.*)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LocalHost();

    [GeneratedRegex(@"^(?:\[[0-9a-f:]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::[0-9]{1,5})?(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();
}

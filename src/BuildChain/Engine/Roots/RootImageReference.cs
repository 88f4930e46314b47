using System.Text.RegularExpressions;

namespace BuildChain.Engine.Roots;

/// <summary>A root image that can be made from Debian packages: <c>debian:&lt;suite&gt;</c> or <c>debian:&lt;suite&gt;-slim</c>.</summary>
/// <param name="Suite"><c>bookworm</c>, <c>trixie</c> …: a codename, as packages sources use it.</param>
/// <param name="Slim">Without documentation, manuals and translations.</param>
sealed partial record RootImageReference(string Reference, string Suite, bool Slim)
{
    /// <returns>Null when the reference is another image than Debian's, or names no suite.</returns>
    public static RootImageReference? TryParse(string reference)
    {
        var match = Pattern().Match(reference);
        return match.Success
            ? new(reference, match.Groups["suite"].Value, match.Groups["slim"].Success)
            : null;
    }

    [GeneratedRegex("^(docker\\.io/)?(library/)?debian:(?<suite>[a-z]+)(?<slim>-slim)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}

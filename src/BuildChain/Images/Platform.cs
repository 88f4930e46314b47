using System.Text.RegularExpressions;

namespace BuildChain.Images;

/// <summary>A platform that images are built for, in the form of the OCI image specification: <c>os/architecture[/variant]</c>.</summary>
public static partial class Platform
{
    static readonly string[] Known = ["linux/amd64", "linux/arm64", "linux/arm/v7", "linux/arm/v6", "linux/386", "linux/ppc64le", "linux/s390x", "linux/riscv64"];

    /// <exception cref="BuildChainException">Not of that form, or no Linux platform that BuildKit knows.</exception>
    public static void Check(string text)
    {
        if (!Known.Contains(text, StringComparer.Ordinal) && !Variant().IsMatch(text))
            throw new BuildChainException($"--platforms: '{text}' is not a platform. Known are: {NearestName.Describe(text, Known)}");
    }

    [GeneratedRegex("^linux/(amd64/v[1-4]|arm64/v[89]|arm/v5)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variant();
}

using System.Text.RegularExpressions;

namespace BuildChain.Bake;

/// <summary>Tells failures of the engine that pass from those of a build.</summary>
static partial class EngineFaults
{
    /// <summary>
    /// With containerd's image store, clearing away what one image left (it was removed, or its tag was given to another one) can take a layer
    /// from an image that is being unpacked at that moment: moby/buildkit#6521, containerd/containerd#3787. What was built is in the build cache, so
    /// that another try does no more than give it out.
    /// </summary>
    public static bool IsPassing(BakeFailure failure) => failure.Error is { } error && LostSnapshot().IsMatch(error);

    [GeneratedRegex(@"(?:parent|lower) snapshot \S+ does not exist: not found|snapshot \S+ does not exist: not found$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LostSnapshot();
}

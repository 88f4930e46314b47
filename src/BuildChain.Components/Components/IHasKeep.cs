using Nuke.Common;

namespace BuildChain.Components;

/// <summary>One parameter for two targets: what a person wants to keep is a size of cache, or a whole stack.</summary>
public interface IHasKeep : INukeBuild
{
    [Parameter("CachePrune: removes least recently used caches until no more than this is left, such as 10GB. E2E, without a value: leaves the stacks as they are")]
    string[] Keep => TryGetValue(() => Keep);

    /// <summary>The size; null when none was given.</summary>
    /// <exception cref="BuildChainException">More than one.</exception>
    string? KeepSize => Keep is not { Length: > 1 } ? Keep?.FirstOrDefault()
        : throw new BuildChainException($"--keep takes one size and got {Keep.Length}: {string.Join(' ', Keep)}", "Give one, such as --keep 10GB");
}

using Nuke.Common;

namespace Nuke.Components;

public interface IHazConfiguration : INukeBuild
{
    /// <summary>Debug on a developer's machine, Release on a server, unless given.</summary>
    [Parameter] Configuration Configuration
        => TryGetValue(() => Configuration) ?? (IsLocalBuild ? Configuration.Debug : Configuration.Release);
}

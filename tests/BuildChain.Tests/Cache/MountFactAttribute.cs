using TestProcess;

namespace BuildChain.Tests.Cache;

/// <summary>A test that mounts a small disk.</summary>
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = Tmpfs.Obstacle;
}

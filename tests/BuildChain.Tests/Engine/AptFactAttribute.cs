using BuildChain.Engine;

namespace BuildChain.Tests.Engine;

/// <summary>A test that lets the machine's apt read package lists.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AptFactAttribute : FactAttribute
{
    public AptFactAttribute() => Skip = InstallAdvice.HasApt() ? null : "apt is needed";
}

using BuildChain.Engine;

namespace BuildChain.DockerTests.Engine;

/// <summary>A test that starts an engine of its own, out of the packages the home's private engine was unpacked from.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrivateEngineFactAttribute : FactAttribute
{
    public PrivateEngineFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            Skip = "a private engine needs Linux and root";
        else if (!File.Exists(Path.Combine(TestEngine.Request.Home, "engine", "packages.json")))
            Skip = $"no private engine is unpacked in {TestEngine.Request.Home} (./build.sh SetupEngine --engine private)";
    }
}

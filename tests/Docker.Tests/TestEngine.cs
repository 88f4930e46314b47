using BuildChain.Engine;

namespace BuildChain.DockerTests;

/// <summary>The engine that <c>./build.sh Test</c> set up; outside of it, the one that <c>SetupEngine</c> gives.</summary>
static class TestEngine
{
    public static EngineRequest Request { get; } = new(
        Enum.TryParse<EngineMode>(Environment.GetEnvironmentVariable("ESB_TEST_ENGINE"), ignoreCase: true, out var mode) ? mode : EngineMode.Auto);
}

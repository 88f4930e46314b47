using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common.CI;

/// <summary>Something on the build class that writes a build server's files.</summary>
public interface IConfigurationGenerator
{
    /// <summary>What <c>--generate-configuration</c> names.</summary>
    string Id { get; }
    string DisplayName { get; }
    string HostName { get; }

    /// <summary>Whether every local build writes the files anew.</summary>
    bool AutoGenerate { get; }
    Type HostType { get; }
    IEnumerable<AbsolutePath> GeneratedFiles { get; }

    void Generate(IReadOnlyCollection<ExecutableTarget> executableTargets);
    void SerializeState();
}

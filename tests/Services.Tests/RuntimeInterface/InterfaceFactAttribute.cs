using System.Reflection;
using System.Runtime.InteropServices;

namespace Esb.Tests.RuntimeInterface;

/// <summary>A test that runs the runtime interface as it is compiled: for Linux on x64.</summary>
sealed class InterfaceFactAttribute : FactAttribute
{
    public InterfaceFactAttribute() => Skip = Obstacle;

    /// <summary>Why it cannot run here, or null.</summary>
    public static string? Obstacle { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 ? null : "The program is compiled for Linux on x64";

    public static string Metadata(string key) =>
        typeof(InterfaceFactAttribute).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

/// <inheritdoc cref="InterfaceFactAttribute"/>
sealed class InterfaceTheoryAttribute : TheoryAttribute
{
    public InterfaceTheoryAttribute() => Skip = InterfaceFactAttribute.Obstacle;
}

/// <summary>Needs the machine's Python besides. The image's own is tested in Docker.Tests.</summary>
sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = InterfaceFactAttribute.Obstacle ?? (Found ? null : "python3 not found on this machine");

    static bool Found { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "python3")));
}

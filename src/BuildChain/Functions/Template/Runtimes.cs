using System.Globalization;

namespace BuildChain.Functions;

/// <summary>The Lambda runtimes that the lambda base image has.</summary>
static class Runtimes
{
    public const string Image = "image";
    public const string Supported = "python3.6 to python3.14, provided.al2, provided.al2023; any other as an image, with PackageType: Image.";
    const string PythonPrefix = "python3.";

    public static bool IsSupported(string runtime) => IsPython(runtime) || runtime is "provided.al2" or "provided.al2023";

    public static bool IsPython(string runtime)
        => runtime.StartsWith(PythonPrefix, StringComparison.Ordinal)
            && int.TryParse(runtime.AsSpan(PythonPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            && minor is >= 6 and <= 14
            && runtime[PythonPrefix.Length] != '0';
}

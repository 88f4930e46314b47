using System.Text.RegularExpressions;

namespace BuildChain.Tests.Bake;

/// <summary>What the Dockerfiles of images that others stand on have to keep to.</summary>
/// <remarks>
/// A step that several targets share is found in an imported cache only if all keys of its second and later inputs are known there
/// (BuildKit's cacheManager.getIDFromDeps), and the key of a local context is its session's. So a local context may only be the one
/// input of a step: of COPY in a stage from scratch.
/// </remarks>
public sealed partial class BaseDockerfileTests
{
    static readonly string[] LocalContexts = ["common", "generator_assets", "meta_module", "runtime_interface"];

    [Theory]
    [InlineData("os-base")]
    [InlineData("python-base")]
    [InlineData("lambda-base")]
    public void Local_files_come_through_stages_from_scratch(string image)
    {
        var scratch = false;
        foreach (var line in File.ReadLines(Path.Combine(Root(), "images", image, "Dockerfile")).Where(line => !line.StartsWith('#')))
        {
            if (line.StartsWith("FROM ", StringComparison.Ordinal))
                scratch = line.StartsWith("FROM scratch ", StringComparison.Ordinal);
            var local = Source().Matches(line).Any(match => LocalContexts.Contains(match.Groups["name"].Value, StringComparer.Ordinal))
                || (line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=", StringComparison.Ordinal))
                || (line.Contains("--mount=type=bind", StringComparison.Ordinal) && !line.Contains("from=", StringComparison.Ordinal));
            Assert.True(scratch || !local, $"{image}: {line}");
        }
    }

    static string Root()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "esb.slnx")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException($"No esb.slnx above {AppContext.BaseDirectory}");
        return root;
    }

    [GeneratedRegex(@"\bfrom=(?<name>[\w-]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Source();
}

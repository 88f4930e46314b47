using BuildChain;
using BuildChain.Processes;

namespace Repository.Tests;

/// <summary>The working tree that these tests are about.</summary>
static class Tree
{
    public static string Root { get; } = FindRoot();

    public static string At(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(At(relative)).ReplaceLineEndings("\n");

    /// <summary>A source file's text with the brand's names in the place of their constants.</summary>
    public static string ReadBranded(string relative) => Read(relative)
        .Replace("$\"{BrandNames.Env}", $"\"{BrandNames.Env}", StringComparison.Ordinal).Replace("{BrandNames.Env}", BrandNames.Env, StringComparison.Ordinal)
        .Replace("$\"{BrandNames.Labels}", $"\"{BrandNames.Labels}", StringComparison.Ordinal).Replace("{BrandNames.Labels}", BrandNames.Labels, StringComparison.Ordinal);

    /// <summary>Files below these folders (or these files themselves), relative to the root, without what builds leave there.</summary>
    public static IReadOnlyList<string> Files(string pattern, params IEnumerable<string> folders) =>
    [
        .. folders.SelectMany(folder => Directory.Exists(At(folder))
                ? Directory.EnumerateFiles(At(folder), pattern, SearchOption.AllDirectories)
                : [At(folder)])
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Every page of the documentation.</summary>
    public static IReadOnlyList<string> Pages => [.. Files("*.md", "docs"), .. Files("README.md", "src"), "README.md", "CONTRIBUTING.md", "CHANGELOG.md"];

    /// <summary>Runs a line of shell in the working tree.</summary>
    public static Task<ProcessResult> ShellAsync(string command, IReadOnlyDictionary<string, string?>? environment = null)
        => ProcessRunner.TryRunAsync(new ProcessRequest("bash", ["-euo", "pipefail", "-c", command])
        {
            WorkingDirectory = Root,
            Environment = environment ?? new Dictionary<string, string?>(),
        });

    static string FindRoot()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "esb.slnx")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException($"No esb.slnx above {AppContext.BaseDirectory}");
        return root;
    }
}

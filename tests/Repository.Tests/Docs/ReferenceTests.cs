using System.Text.RegularExpressions;

namespace Repository.Tests.Docs;

/// <summary>docs/reference.md names what there is: no less, no more.</summary>
public partial class ReferenceTests
{
    const string Page = "docs/reference.md";

    [Fact]
    public void Every_target_is_in_the_table_and_every_target_in_the_table_exists()
        => Same(BuildSchema.Targets, Markdown.Words(Markdown.Section(Page, "## Targets")).Append("BakeTestImages"));

    [Fact]
    public void Every_parameter_is_described_and_every_parameter_described_exists()
        => Same(
            BuildSchema.Parameters.Concat(BuildSchema.BuiltIn).Select(parameter => parameter.Option),
            Option().Matches(Markdown.Section(Page, "## Parameters")).Select(match => match.Groups["name"].Value));

    [Fact]
    public void Every_variable_that_the_build_reads_is_described_and_none_else()
    {
        var read = Found(BuildVariable(), Tree.Files("*.cs", "src", "build").Append("build.sh")).Except(Ignored).ToList();
        var described = Markdown.Words(Markdown.Section(Page, "## Environment of the build"));

        Assert.Empty(read.Except(described));
        Assert.Empty(described.Except(read).Except(BuildSchema.Parameters.Select(parameter => parameter.Option[2..].Replace('-', '_').ToUpperInvariant())));
    }

    [Fact]
    public void Every_variable_of_the_bake_file_is_described_and_none_else()
        => Same(Found(BakeVariable(), ["docker-bake.hcl"]), Markdown.Words(Markdown.Section(Page, "## Variables of the bake file")));

    [Fact]
    public void Every_variable_of_the_compose_files_is_described_and_none_else()
        => Same(Found(ComposeVariable(), ComposeFiles), Markdown.Words(Markdown.Section(Page, "## Variables of the compose files")));

    [Fact]
    public void Every_setting_of_the_services_is_described_and_none_else()
        => Same(
            Found(Setting(), [.. Tree.Files("*Settings.cs", "services"), "services/common/Service.cs", "services/runtime-node/Program.cs"]),
            [
                .. Markdown.Words(Markdown.Section(Page, "## Settings of the services")),
                .. Markdown.Words(Markdown.Section("docs/gateway.md", "## Settings")), "LOG_LEVEL",
            ]);

    [Fact]
    public void Every_label_is_described_and_none_else()
        => Same(
            Found(Label(), [.. Tree.Files("*.cs", "src", "services"), .. Tree.Files("*", "images"), "docker-bake.hcl", .. ComposeFiles])
                .Where(label => label != "org.opencontainers.image.ref.name"),
            Markdown.Words(Markdown.Section(Page, "## Labels")));

    [Fact]
    public void Only_the_local_registry_is_of_no_environment()
        => Assert.Equal(
            ["docker-compose.registry.yml"],
            ComposeFiles.Where(file => Tree.Read(file) is var text && text.Contains("com.esb.managed", StringComparison.Ordinal) && !text.Contains("com.esb.env", StringComparison.Ordinal)));

    [Fact]
    public void Every_folder_that_the_build_writes_is_described_and_none_else()
        => Same(
            Tree.Files("*.cs", "src", "build").SelectMany(file => Folder().Matches(Tree.Read(file))).Select(match => Places[match.Groups["in"].Value] + match.Groups["name"].Value),
            Markdown.Words(Markdown.Section(Page, "## Files")).Select(word => DescribedFolder().Match(word).Value).Where(folder => folder.Length > 0));

    static readonly Dictionary<string, string> Places = new(StringComparer.Ordinal) { ["Folder"] = ".esb/", ["artifacts"] = "artifacts/", ["Home"] = "~/.esb/" };

    [Fact]
    public void Every_target_and_group_of_the_bake_file_is_in_the_table_of_images()
    {
        var described = Markdown.Words(Markdown.Section(Page, "## Images, targets, groups"), firstColumnOnly: false);

        Assert.Empty(Found(BakeBlock(), ["docker-bake.hcl"]).Where(name => !name.StartsWith('_')).Except(described));
    }

    [Fact]
    public void Every_published_port_is_described()
    {
        var described = Markdown.Section(Page, "## Ports");

        Assert.All(
            ComposeFiles.SelectMany(file => Port().Matches(Tree.Read(file))),
            match => Assert.Matches($@"\| {match.Groups["inside"].Value} \|.*{match.Groups["outside"].Value}.*{match.Groups["variable"].Value}", described));
    }

    static IReadOnlyList<string> ComposeFiles => [.. Directory.GetFiles(Tree.Root, "docker-compose*.yml").Select(file => Path.GetFileName(file)!)];

    // The system's and the shell's own, and what messages show as examples.
    static readonly string[] Ignored = ["PATH", "BASH_SOURCE", "OSTYPE", "SECONDS", "NAME", "COMPOSE_PROJECT_NAME"];

    static IReadOnlyList<string> Found(Regex pattern, IEnumerable<string> files) =>
        [.. files.SelectMany(file => pattern.Matches(Tree.ReadBranded(file))).SelectMany(match => match.Groups["name"].Captures).Select(name => name.Value).Distinct(StringComparer.Ordinal)];

    static void Same(IEnumerable<string> actual, IEnumerable<string> described)
    {
        var (there, told) = (actual.ToHashSet(StringComparer.Ordinal), described.ToHashSet(StringComparer.Ordinal));
        Assert.True(there.SetEquals(told), $"Missing in the page: {string.Join(", ", there.Except(told))}. In the page only: {string.Join(", ", told.Except(there))}.");
    }

    [GeneratedRegex(@"`(?<name>--[a-z0-9-]+)`")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?:UserEnvironment\.(?:Get|Choice)|GetEnvironmentVariable|\bvariable)\(""(?<name>[A-Za-z_]+)""|\$\{(?<name>[A-Z_]+)[:}]|ProxyVariables = \[(?:""(?<name>[A-Z_]+)""(?:, )?)+\]")]
    private static partial Regex BuildVariable();

    [GeneratedRegex(@"^variable ""(?<name>\w+)""", RegexOptions.Multiline)]
    private static partial Regex BakeVariable();

    [GeneratedRegex(@"^(?:group|target) ""(?<name>[\w-]+)""", RegexOptions.Multiline)]
    private static partial Regex BakeBlock();

    [GeneratedRegex(@"\$\{(?<name>[A-Z0-9_]+)")]
    private static partial Regex ComposeVariable();

    [GeneratedRegex(@"(?:\b(?:settings|variables)\.\w+(?:<\w+>)?\(|\b(?:Number|Seconds|Endpoint|GetValueOrDefault)\((?:variables, )?)""(?<name>[A-Z0-9_]+)""")]
    private static partial Regex Setting();

    [GeneratedRegex(@"(?<name>com\.esb\.[a-z]+|org\.opencontainers\.image\.[a-z]+(?:\.[a-z]+)?)\b")]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(?:(?<in>Folder)(?:\}/| / ""|, "")|(?<in>artifacts)(?:/|"" / "")|(?<in>Home), "")(?<name>[a-z][a-z0-9-]+)")]
    private static partial Regex Folder();

    [GeneratedRegex(@"^(?:~/\.esb|\.esb|artifacts)/[a-z][a-z0-9-]+")]
    private static partial Regex DescribedFolder();

    [GeneratedRegex(@"\$\{(?<variable>PORT_\w+):-(?<outside>\d+)\}:(?<inside>\d+)")]
    private static partial Regex Port();
}

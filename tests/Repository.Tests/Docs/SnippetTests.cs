using System.Globalization;
using System.Text.RegularExpressions;
using BuildChain.Bake;
using BuildChain.EndToEnd;
using BuildChain.Inspection;
using YamlDotNet.RepresentationModel;

namespace Repository.Tests.Docs;

/// <summary>
/// What the pages show works. Shell: every <c>./build.sh …</c> exists; a block marked <c>sh run</c> runs here, one marked
/// <c>sh engine</c> in Docker.Tests. Code marked <c>file=…</c> is that file, which is compiled. <c>test=NAME</c> names the test that takes a block.
/// </summary>
public partial class SnippetTests
{
    static readonly HashSet<string> Tests = Tree.Files("*.cs", "tests").SelectMany(file => TakesABlock().Matches(Tree.Read(file)))
        .Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

    [Fact]
    public void Every_block_is_fenced_and_has_a_language()
        => Assert.All(Tree.Pages, page =>
        {
            Assert.Equal(FenceLine().Count(Tree.Read(page)), 2 * Markdown.Snippets.Count(snippet => snippet.Page == page));
            Assert.DoesNotMatch(IndentedBlock(), Markdown.Snippets.Where(snippet => snippet.Page == page)
                .Aggregate(Tree.Read(page), (text, snippet) => text.Replace(snippet.Text, "", StringComparison.Ordinal)));
        });

    [Fact]
    public void Every_block_runs_or_is_a_file_or_names_the_test_that_takes_it_or_is_exempt_line_by_line()
    {
        var run = Markdown.Snippets.Where(snippet => snippet.Language == "sh" && snippet.Info != "sh").SelectMany(snippet => snippet.Commands).ToHashSet(StringComparer.Ordinal);
        Assert.All(Markdown.Snippets, snippet => Assert.True(
            snippet.Info is "sh run" or "sh engine" or "mermaid" || snippet.Info.Contains(" file=", StringComparison.Ordinal)
                || (snippet.Test is { } test && Tests.Contains(test))
                || (snippet.Info == "sh" && snippet.Commands.All(line => Exempt.Of(line) is not null || run.Contains(line))),
            $"{snippet}: nothing runs '{snippet.Info}'. Mark it 'run' or 'engine', name a test that calls Markdown.Tested(), or give the reason in Exempt.cs"));
    }

    [Fact]
    public void Every_exemption_is_of_a_line_that_there_is()
        => Assert.Empty(Exempt.Lines.Select(exemption => exemption.Line).Except(Markdown.Snippets.SelectMany(snippet => snippet.Commands)));

    [Fact]
    public void Every_command_of_the_build_in_a_page_has_targets_parameters_and_values_that_exist()
        => Assert.Empty(Tree.Pages.SelectMany(page => BuildCommand.In(Tree.Read(page)).SelectMany(BuildCommand.Problems).Select(problem => $"{page}: {problem}")));

    [Fact]
    public Task Shell_is_well_formed()
        => RunsAsync(snippet => snippet.Language == "sh", text => $"bash -n <<'END_OF_SNIPPET'\n{text}END_OF_SNIPPET");

    [Fact]
    public Task Shell_that_needs_no_engine_runs() => RunsAsync(snippet => snippet.Info == "sh run", text => text);

    /// <remarks>Mermaid itself needs a browser; this is what its sequence diagrams stumble over.</remarks>
    [Fact]
    public void Sequence_diagrams_have_no_semicolon_which_would_end_a_statement()
        => Assert.All(
            Markdown.Snippets.Where(snippet => snippet.Text.StartsWith("sequenceDiagram", StringComparison.Ordinal)),
            snippet => Assert.DoesNotContain(";", snippet.Text, StringComparison.Ordinal));

    [Fact]
    public void Diagrams_have_nodes_and_edges_as_mermaid_writes_them()
        => Assert.All(Markdown.Snippets.Where(snippet => snippet.Language == "mermaid"), snippet =>
        {
            var lines = snippet.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var statement = lines[0] switch { "sequenceDiagram" => Message(), "flowchart TD" or "flowchart LR" => Edge(), var other => throw new FormatException($"{snippet}: {other}") };
            Assert.All(lines.Skip(1), line => Assert.Matches(statement, line));
            Assert.Equal(lines.Count(line => line == "end"), lines.Count(line => line.StartsWith("subgraph ", StringComparison.Ordinal)));
        });

    [Fact]
    public void The_table_of_a_bake_is_the_one_shown()
    {
        var lines = Markdown.Tested().Text.Split('\n');
        var shown = lines[1..^3].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(row => Image(row[0], row[1], row[2], Enum.Parse<BakeStatus>(row[3], ignoreCase: true), row[4] == "-" ? null : TimeSpan.FromSeconds(double.Parse(row[4][..^1], CultureInfo.InvariantCulture))));
        var total = Total().Match(lines[^2]).Groups;
        var images = shown.Concat(Enumerable.Repeat(Image("esb-x", "latest", "sha256:0", BakeStatus.Cached, null), int.Parse(total["cached"].Value, CultureInfo.InvariantCulture) - 1)).ToList();

        var rendered = BakeResultTable.Render(new BakeResult(images, TimeSpan.FromSeconds(double.Parse(total["seconds"].Value, CultureInfo.InvariantCulture)))).Split('\n');

        Assert.Equal(lines[..^3], rendered[..(lines.Length - 3)]);
        Assert.Equal(lines[^2..], rendered[^2..]);
    }

    [Fact]
    public void The_origin_of_an_image_is_the_text_shown()
    {
        var text = Markdown.Tested().Text;
        string[] Values(string row) => Regex.Match(text, $"(?m)^{row} +(.*)$").Groups[1].Value.Split(' ');

        var origin = new ImageOrigin(Values("IMAGE")[0], Values("digest")[0])
        {
            Target = Values("target")[0], Kind = Values("target")[1].Trim('(', ')'), Commit = Values("commit")[0], Branch = Values("branch")[0], CommitTime = Values("committed")[0],
            Brand = Values("version")[0], Version = Values("version")[1], References = Values("tags"), BaseName = Values("base")[0], BaseDigest = Values("base")[1],
            Function = Values("function")[0], Template = Values("template")[0], Env = Values("made for")[1],
            Bytes = long.Parse(Values("size")[0], CultureInfo.InvariantCulture) << 20, Layers = [.. Enumerable.Repeat("sha256:…", int.Parse(Values("size")[3], CultureInfo.InvariantCulture))],
        };

        Assert.Equal(text, OriginReport.Table([origin], DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task The_build_starts_with_the_stand_ins_and_with_the_packages_or_says_what_the_feed_lacks()
    {
        foreach (var line in Markdown.Tested().Commands)
        {
            Assert.EndsWith(" Test", line);
            var result = await Tree.ShellAsync($"{line[..^" Test".Length]} --help");
            Assert.True(result.ExitCode == 0 || (line.StartsWith("ESB_STAND_INS=0 ", StringComparison.Ordinal) && result.Error.Contains("the NuGet feed lacks them", StringComparison.Ordinal)), $"{line}:\n{result.Error}\n{result.Output}");
        }
    }

    [Fact]
    public async Task Tests_of_one_project_are_found()
    {
        foreach (var line in Markdown.Tested().Commands.Where(line => Exempt.Of(line) is null))
        {
            var project = Regex.Match(line, @"dotnet test tests/(\S+)").Groups[1].Value;
            // What is compiled is left alone: its tests may be running.
            var compiled = new DirectoryInfo(AppContext.BaseDirectory.Replace(typeof(SnippetTests).Assembly.GetName().Name!, project, StringComparison.Ordinal));
            var result = await Tree.ShellAsync($"{line} --list-tests" + (compiled.Exists ? $" --no-build --configuration {compiled.Name}" : ""));
            Assert.True(result.ExitCode == 0, $"{line}:\n{result.Error}\n{result.Output}");
            Assert.Matches(@"The following Tests are available:\s+\w", result.Output);
        }
    }

    [Fact]
    public async Task The_tree_is_rendered_for_another_brand_in_a_copy_and_in_place()
    {
        var folder = Directory.CreateTempSubdirectory("esb-test-").FullName;
        try
        {
            var (copied, inPlace) = (Markdown.Tested().Commands[0], Markdown.Tested().Commands.Skip(1));
            Assert.EndsWith(" --output ../acme", copied);
            await SucceedsAsync(copied.Replace("../acme", $"{folder}/acme", StringComparison.Ordinal));
            foreach (var line in inPlace)
                await SucceedsAsync($"{line} --root {folder}/acme");

            Assert.Contains("variable \"BOX_TAG\"", await File.ReadAllTextAsync($"{folder}/acme/docker-bake.hcl"));
            await SucceedsAsync($"./build.sh BrandCheck --root {folder}/acme");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Yaml_is_well_formed()
        => Assert.All(
            Markdown.Snippets.Where(snippet => snippet.Language == "yaml" && !snippet.Info.Contains("file=", StringComparison.Ordinal)),
            snippet => new YamlStream().Load(new StringReader(snippet.Text)));

    [Fact]
    public void The_command_runs_the_profile_that_was_added()
        => Assert.Contains($"  {Markdown.Tested().Text.Trim().Split(' ')[^1]}:\n", Markdown.Tested(nameof(Profiles_are_ones_that_E2E_takes)).Text, StringComparison.Ordinal);

    [Fact]
    public void Profiles_are_ones_that_E2E_takes()
    {
        var folder = Directory.CreateTempSubdirectory("esb-test-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "profiles.yml"), Markdown.Tested().Text);
            Assert.NotEmpty(E2EProfiles.Read("profiles.yml", folder).All);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Code_is_what_the_file_has_that_is_compiled()
        => Assert.All(
            Markdown.Snippets.Where(snippet => snippet.Info.Contains(" file=", StringComparison.Ordinal)),
            snippet => Assert.Equal(Tree.Read(snippet.Info[(snippet.Info.IndexOf("file=", StringComparison.Ordinal) + 5)..]), snippet.Text));

    [Fact]
    public void Links_lead_to_files_and_headings_that_exist()
        => Assert.All(
            Tree.Pages.SelectMany(page => Link().Matches(Tree.Read(page)).Select(link => (Page: page, Target: link.Groups[1].Value))),
            link => Assert.True(Leads(link.Page, link.Target), $"{link.Page}: {link.Target}"));

    static bool Leads(string page, string target)
    {
        if (target.Contains("://", StringComparison.Ordinal))
            return true;
        var parts = target.Split('#');
        var file = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        return (File.Exists(Tree.At(file)) || Directory.Exists(Tree.At(file)))
            && (parts.Length == 1 || Heading().Matches(Tree.Read(file)).Any(heading => Anchor(heading.Groups[1].Value) == parts[1]));
    }

    // As GitHub makes them.
    static string Anchor(string heading)
        => string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    static async Task RunsAsync(Func<Snippet, bool> which, Func<string, string> command)
    {
        foreach (var snippet in Markdown.Snippets.Where(which))
            await SucceedsAsync(command(snippet.Text), snippet.ToString());
    }

    static async Task SucceedsAsync(string command, string? what = null)
    {
        var result = await Tree.ShellAsync(command);
        Assert.True(result.ExitCode == 0, $"{what ?? command} failed:\n{result.Error}\n{result.Output}");
    }

    static BakedImage Image(string name, string tag, string digest, BakeStatus status, TimeSpan? time) => new(name, [$"{name}:{tag}"], digest, null, status, time, null);

    [GeneratedRegex(@"\[(?:Long|PrivateEngine)?(?:Fact|Theory)\](?:\s*\[[^\n]*\])*\s+public (?:async )?(?:Task|void) (?<name>\w+)\((?:(?!\n    [\[}]).)*?Markdown\.Tested\(", RegexOptions.Singleline)]
    private static partial Regex TakesABlock();

    [GeneratedRegex(@"^\s*```", RegexOptions.Multiline)]
    private static partial Regex FenceLine();

    [GeneratedRegex(@"(?:^|\n)\n {4}\S")]
    private static partial Regex IndentedBlock();

    [GeneratedRegex(@"^2 built, (?<cached>\d+) cached in (?<seconds>[\d.]+)s$")]
    private static partial Regex Total();

    [GeneratedRegex(@"^(?:participant \w+(?: as .+)?|Note over \w+(?:,\w+)?: .+|\w+--?>>\w+: .+)$")]
    private static partial Regex Message();

    const string Node = @"(?!end\b)\w+(?:\[[^][(){}""]+\]|\{[^][(){}""]+\})?";
    const string Nodes = $"{Node}(?: & {Node})*";

    [GeneratedRegex($@"^(?:subgraph \w+ \[[^][(){{}}""]+\]|end|{Nodes}(?: (?:-->|-- (?:(?!-->).)+ -->) {Nodes})*)$")]
    private static partial Regex Edge();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}

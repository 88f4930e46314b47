using System.Text.RegularExpressions;
using BuildChain.EndToEnd;
using YamlDotNet.RepresentationModel;

namespace Repository.Tests.Docs;

/// <summary>
/// What the pages show works. Shell: every <c>./build.sh …</c> exists; a block marked <c>sh run</c> runs here, one marked
/// <c>sh engine</c> in Docker.Tests. Code marked <c>file=…</c> is that file, which is compiled.
/// </summary>
public partial class SnippetTests
{
    [Fact]
    public void Every_block_says_what_it_is()
        => Assert.All(Markdown.Snippets, snippet => Assert.True(
            snippet.Info is "sh" or "sh run" or "sh engine" or "yaml" or "text" or "mermaid" || snippet.Info.Contains(" file=", StringComparison.Ordinal),
            $"{snippet}: '{snippet.Info}'"));

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
    public void Yaml_is_well_formed()
        => Assert.All(
            Markdown.Snippets.Where(snippet => snippet.Language == "yaml" && !snippet.Info.Contains("file=", StringComparison.Ordinal)),
            snippet => new YamlStream().Load(new StringReader(snippet.Text)));

    [Fact]
    public void Profiles_are_ones_that_E2E_takes()
    {
        var folder = Directory.CreateTempSubdirectory("esb-test-").FullName;
        try
        {
            foreach (var snippet in Markdown.Snippets.Where(snippet => snippet.Language == "yaml" && snippet.Text.Contains("\nprofiles:\n", StringComparison.Ordinal)))
            {
                File.WriteAllText(Path.Combine(folder, "profiles.yml"), snippet.Text);
                Assert.NotEmpty(E2EProfiles.Read("profiles.yml", folder).All);
            }
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
        {
            var result = await Tree.ShellAsync(command(snippet.Text));
            Assert.True(result.ExitCode == 0, $"{snippet} failed:\n{result.Error}\n{result.Output}");
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}

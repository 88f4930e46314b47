using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Repository.Tests.Workflows;

public partial class WorkflowTests
{
    const string File = ".github/workflows/ci.yml";

    static readonly YamlMappingNode Workflow = Load();

    static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Jobs => ((YamlMappingNode)Workflow["jobs"]).Children;

    static IEnumerable<YamlMappingNode> Steps => Jobs.SelectMany(job => (YamlSequenceNode)job.Value["steps"]).Cast<YamlMappingNode>();

    [Fact]
    public async Task The_file_is_what_the_build_generates()
    {
        var root = Directory.CreateTempSubdirectory("esb-test-").FullName;
        try
        {
            CopyTemplates(root);
            foreach (var file in new[] { File, TemplateOf(File) })
                System.IO.File.AppendAllText(Path.Combine(root, file), "# Of an earlier one\n");

            foreach (var command in Markdown.Tested().Commands)
            {
                var result = await Tree.ShellAsync($"{command} --root '{root}'");
                Assert.True(result.ExitCode == 0, result.Output + result.Error);
            }

            foreach (var file in new[] { File, TemplateOf(File) })
                Assert.Equal(System.IO.File.ReadAllText(Path.Combine(root, file)).ReplaceLineEndings("\n"), Tree.Read(file));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    const string Branding = "tools/branding";

    static string TemplateOf(string file) => $"{Branding}/templates/{file}";

    /// <summary>All that Brand needs: the build's own settings, the brand, the templates, and what they give.</summary>
    static void CopyTemplates(string root)
    {
        var branding = Directory.EnumerateFiles(Tree.At(Branding), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Tree.Root, path)).ToList();
        string[] files = [".nuke/parameters.json", "esb.slnx", .. branding, .. branding.Select(file => Path.GetRelativePath(TemplateOf(""), file))];
        foreach (var file in files.Distinct(StringComparer.Ordinal).Where(file => System.IO.File.Exists(Tree.At(file))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, file))!);
            System.IO.File.Copy(Tree.At(file), Path.Combine(root, file));
        }
    }

    [Fact]
    public void Every_action_is_pinned_by_its_hash_and_says_which_version_that_is()
        => Assert.All(
            Tree.Read(File).Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal)),
            line => Assert.Matches(@"uses: [\w-]+/[\w-]+(/[\w-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line));

    [Fact]
    public void The_token_may_read_the_sources_and_nothing_else()
    {
        Assert.Equal(["contents"], ((YamlMappingNode)Workflow["permissions"]).Children.Keys.Select(key => key.ToString()));
        Assert.Equal("read", Workflow["permissions"]["contents"].ToString());
        Assert.DoesNotContain(Jobs, job => ((YamlMappingNode)job.Value).Children.ContainsKey("permissions"));
    }

    [Fact]
    public void Both_the_packages_and_the_stand_ins_are_tested()
        => Assert.Equal(
            ["0", "1"],
            Jobs.Where(job => job.Key.ToString().StartsWith("test", StringComparison.Ordinal)).Select(job => job.Value["env"]["ESB_STAND_INS"].ToString()));

    [Fact]
    public void Every_profile_has_its_own_E2E_job()
        => Assert.Equal(
            Profile().Matches(Tree.Read("e2e/profiles.yml")).Select(match => match.Groups["name"].Value),
            ((YamlSequenceNode)Workflow["jobs"]["e2e"]["strategy"]["matrix"]["profile"]).Select(profile => profile.ToString()));

    [Fact]
    public void Every_command_has_targets_and_parameters_that_exist()
    {
        var commands = Steps.Where(step => step.Children.ContainsKey("run")).SelectMany(step => BuildCommand.In(step["run"].ToString())).ToList();

        Assert.NotEmpty(commands);
        Assert.Empty(commands.SelectMany(BuildCommand.Problems));
    }

    [Fact]
    public void Nothing_that_GitHub_fills_in_becomes_part_of_a_script()
        => Assert.DoesNotContain(Steps, step => step.Children.TryGetValue("run", out var run) && run.ToString().Contains("${{", StringComparison.Ordinal));

    static YamlMappingNode Load()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Tree.Read(File)));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    [GeneratedRegex(@"^  (?<name>[\w-]+):$", RegexOptions.Multiline)]
    private static partial Regex Profile();
}

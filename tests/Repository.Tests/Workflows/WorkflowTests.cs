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
            Directory.CreateDirectory(Path.Combine(root, ".nuke"));
            Directory.CreateDirectory(Path.Combine(root, Path.GetDirectoryName(File)!));

            var result = await Tree.ShellAsync($"{Markdown.Tested().Commands.Single()} --root '{root}'");

            Assert.True(result.ExitCode == 0, result.Output + result.Error);
            Assert.Equal(System.IO.File.ReadAllText(Path.Combine(root, File)).ReplaceLineEndings("\n"), Tree.Read(File));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
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

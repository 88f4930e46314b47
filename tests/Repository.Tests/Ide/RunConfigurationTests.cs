using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Repository.Tests.Ide;

public class RunConfigurationTests
{
    [Fact]
    public void Every_run_configuration_of_a_JetBrains_IDE_starts_targets_that_exist()
        => Assert.All(Tree.Files("*.run.xml", ".run"), file =>
        {
            var options = XDocument.Parse(Tree.Read(file)).Descendants("option").ToDictionary(option => option.Attribute("name")!.Value, option => option.Attribute("value")!.Value);
            Assert.Equal("$PROJECT_DIR$/build.sh", options["SCRIPT_PATH"]);
            Assert.Empty(BuildCommand.Problems(options["SCRIPT_OPTIONS"]));
        });

    [Fact]
    public void Every_task_of_Visual_Studio_Code_starts_targets_that_exist()
    {
        var tasks = Json(".vscode/tasks.json").GetProperty("tasks").EnumerateArray().Where(task => task.GetProperty("command").GetString() == "./build.sh").ToList();

        Assert.NotEmpty(tasks);
        Assert.All(tasks, task => Assert.Empty(BuildCommand.Problems(string.Join(' ', task.GetProperty("args").EnumerateArray()))));
    }

    [Fact]
    public void Tasks_of_Visual_Studio_Code_that_read_templates_or_compose_files_make_their_errors_problems()
    {
        string[] targets = ["Bake", "BakeFunctions", "E2E", "Lint", "PlanBake", "Up"];
        var matchers = Json(".vscode/tasks.json").GetProperty("tasks").EnumerateArray()
            .Where(task => targets.Contains($"{task.GetProperty("args")[0]}", StringComparer.Ordinal)).Select(task => task.GetProperty("problemMatcher")).ToList();

        Assert.NotEmpty(matchers);
        Assert.All(matchers, matcher => Assert.Equal($"{matchers[0]}", $"{matcher}"));
        string[] errors = ["  template.yaml:8:16: Runtime is 'pyton'.", "- template.yaml:8:16: Runtime is 'pyton'.", "e2e-docker, build: template.yaml:8:16: Runtime is 'pyton'."];
        Assert.All(errors, error => Assert.Equal(
            ["template.yaml", "8", "16"],
            Regex.Match(error, matchers[0].GetProperty("pattern").GetProperty("regexp").GetString()!).Groups.Values.Skip(1).Take(3).Select(group => group.Value)));
    }

    [Fact]
    public void Debugging_compiles_the_build_first_and_starts_it_where_it_was_compiled_to()
    {
        var labels = Json(".vscode/tasks.json").GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("label").GetString());
        var launch = Json(".vscode/launch.json").GetProperty("configurations")[0];

        Assert.Contains(launch.GetProperty("preLaunchTask").GetString(), labels);
        Assert.Contains("bin/$(PackagesMode)/$(Configuration.ToLowerInvariant())/", Tree.Read("build/_build.csproj"));
        Assert.EndsWith("/build/bin/${input:packages}/debug/_build.dll", launch.GetProperty("program").GetString());
    }

    static JsonElement Json(string file) => JsonDocument.Parse(Tree.Read(file)).RootElement;
}

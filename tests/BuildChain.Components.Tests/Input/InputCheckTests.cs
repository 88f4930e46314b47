using BuildChain.Components.Input;
using Nuke.Common;
using Assert = Xunit.Assert;

namespace BuildChain.Components.Tests.Input;

public class InputCheckTests
{
    static IReadOnlyList<string> Problems(params string[] arguments) => InputCheck.Problems(arguments, KnownParameter.Of(typeof(SampleBuild)));

    [Theory]
    [InlineData("Bake")]
    [InlineData("Bake", "--mode", "containerd")]
    [InlineData("Bake", "--Mode", "CONTAINERD")]
    [InlineData("Bake", "--retry-count", "3")]
    [InlineData("Bake", "--retryCount", "3")]
    [InlineData("Bake", "--dry-run")]
    [InlineData("Bake", "--dry-run", "false")]
    [InlineData("Bake", "--items", "a", "b", "c")]
    [InlineData("--skip")]
    [InlineData("--verbosity", "quiet", "--target", "A", "B", "--no-logo")]
    public void Sound_input_passes(params string[] arguments) => Assert.Empty(Problems(arguments));

    [Theory]
    [InlineData(true, "Status", "--format", "json")]
    [InlineData(true, "Status", "--Format", "MERMAID")]
    [InlineData(false, "Status", "--format", "table")]
    [InlineData(false, "Status", "--env", "json")]
    [InlineData(false, "Status", "--format")]
    public void A_text_for_programs_is_one_that_is_no_table(bool expected, params string[] arguments) => Assert.Equal(expected, InputCheck.IsForPrograms(arguments));

    [Fact]
    public void An_unknown_parameter_is_named_with_the_nearest_known_one()
    {
        var problem = Assert.Single(Problems("Bake", "--mod", "docker"));

        Assert.StartsWith("Unknown parameter '--mod'. Known are: --mode, ", problem, StringComparison.Ordinal);
        Assert.EndsWith(" more. Did you mean '--mode'?\n  → ./build.sh --help lists all", problem.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Publish")]
    [InlineData("--target", "publish", "Own")]
    [InlineData("PUBLISH+own", "--skip", "pub-lish")]
    [InlineData("own", "--skip")]
    public void Targets_that_exist_pass(params string[] arguments) => Assert.Empty(InputCheck.TargetProblems(arguments, KnownTargets.Of(typeof(SampleBuild))));

    [Theory]
    [InlineData("There is no target 'Pubish'. Known are: Own, Publish. Did you mean 'Publish'?", "own", "Pubish", "--mode", "docker")]
    [InlineData("There is no target 'on'. Known are: Own, Publish. Did you mean 'Own'?", "Publish+on")]
    [InlineData("--skip: There is no target 'Nope'. Known are: Own, Publish.", "own", "--skip", "Publish", "Nope")]
    [InlineData("--Target: There is no target 'Nope'. Known are: Own, Publish.", "--Target", "Nope")]
    public void A_target_that_does_not_exist_is_named_with_the_nearest(string message, params string[] arguments)
        => Assert.Equal([$"{message}{InputCheck.ListedIn}"], InputCheck.TargetProblems(arguments, KnownTargets.Of(typeof(SampleBuild))));

    [Theory]
    [InlineData("--mode", "dokcer", "Parameter '--mode' got 'dokcer'. It accepts: containerd, docker. Did you mean 'docker'?")]
    [InlineData("--verbosity", "loud", "Parameter '--verbosity' got 'loud'. It accepts: verbose, normal, minimal, quiet.")]
    [InlineData("--retry-count", "3000000000", "Parameter '--retry-count' got '3000000000'. It accepts a whole number up to 2147483647.")]
    [InlineData("--retry-count", "many", "Parameter '--retry-count' got 'many'. It accepts a whole number up to 2147483647.")]
    [InlineData("--dry-run", "maybe", "Parameter '--dry-run' got 'maybe'. It accepts: true, false, or no value for true.")]
    [InlineData("--label", "", "Parameter '--label' got an empty text. Give it a value, or leave --label away.")]
    public void A_bad_value_is_named_with_what_is_accepted(string option, string value, string message)
        => Assert.Equal([message], Problems("Bake", option, value));

    [Fact]
    public void A_missing_value_is_named() => Assert.Equal(["Parameter '--label' needs a value. It accepts a text."], Problems("--label"));

    [Fact]
    public void A_second_value_for_a_single_one_is_refused()
        => Assert.Equal(["Parameter '--label' takes one value and got 2: a b"], Problems("--label", "a", "b"));

    [Fact]
    public void The_equals_form_that_NUKE_ignores_is_explained()
        => Assert.Equal(["Parameter '--label=x': a value follows after a space: --label x"], Problems("--label=x"));

    [Fact]
    public void Every_problem_is_reported_at_once() => Assert.Equal(2, Problems("--mod", "docker", "--retry-count", "many").Count);

    [Fact]
    public void Parameters_of_components_and_of_NUKE_are_known()
    {
        var options = KnownParameter.Of(typeof(SampleBuild)).Select(parameter => parameter.Option).ToList();

        Assert.Contains("--label", options);
        Assert.Contains("--stack-size", options);
        Assert.Contains("--no-logo", options);
    }

    [Theory]
    [InlineData("MODE", "dokcer", "Parameter '--mode' got 'dokcer' from environment variable MODE. It accepts: containerd, docker. Did you mean 'docker'?")]
    [InlineData("NUKE_RETRY_COUNT", "many", "Parameter '--retry-count' got 'many' from environment variable NUKE_RETRY_COUNT. It accepts a whole number up to 2147483647.")]
    public void A_bad_value_in_the_environment_is_named_with_its_variable(string name, string value, string message)
        => Assert.Equal([message], Variables(name, value));

    [Theory]
    [InlineData("MODE", "docker")]
    [InlineData("MODE", "")]
    [InlineData("HOST", "my-machine")]
    [InlineData("ROOT", "/srv")]
    public void Other_variables_pass(string name, string value) => Assert.Empty(Variables(name, value));

    [Fact]
    public void The_command_line_wins_over_a_variable() => Assert.Empty(Variables("MODE", "dokcer", given: "mode"));

    [Theory]
    [InlineData("""{ "Mode": "dokcer" }""", "Parameter '--mode' got 'dokcer' from FILE. It accepts: containerd, docker. Did you mean 'docker'?")]
    [InlineData("""{ "DryRun": "maybe" }""", "Parameter '--dry-run' got 'maybe' from FILE. It accepts: true, false, or no value for true.")]
    [InlineData("""{ "Mode": ["docker", "containerd"] }""", "FILE: 'Mode' takes one value, not a list")]
    [InlineData("[]", "FILE: it has to be a JSON object of parameters, such as { \"Solution\": \"name.slnx\" }")]
    public void A_bad_value_in_a_parameter_file_is_named_with_its_file(string content, string message)
        => Assert.Equal([message], File(content));

    [Fact]
    public void An_unknown_name_in_a_parameter_file_has_its_nearest()
        => Assert.EndsWith("Did you mean 'Label'?", Assert.Single(File("""{ "Lable": "x" }""")), StringComparison.Ordinal);

    [Fact]
    public void A_parameter_file_that_is_not_JSON_is_named_with_its_position()
        => Assert.StartsWith("FILE:2:", Assert.Single(File("{\n nonsense }")), StringComparison.Ordinal);

    [Fact]
    public void A_sound_parameter_file_passes()
        => Assert.Empty(File("""{ "$schema": "x", "Mode": "Docker", "DryRun": true, "RetryCount": 3, "Items": ["a", "b"], "Verbosity": "Quiet" }"""));

    static IEnumerable<string> Variables(string name, string value, params string[] given)
        => ConfiguredInput.InVariables([KeyValuePair.Create(name, value)], KnownParameter.Of(typeof(SampleBuild)), given);

    static List<string> File(string content)
    {
        var directory = Directory.CreateTempSubdirectory("esb-input-");
        try
        {
            var file = Path.Combine(directory.FullName, "parameters.json");
            System.IO.File.WriteAllText(file, content);
            return ConfiguredInput.InFiles(directory.FullName, [], KnownParameter.Of(typeof(SampleBuild)))
                .Select(problem => problem.Replace(file, "FILE", StringComparison.Ordinal)).ToList();
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    interface IHasLabel : INukeBuild
    {
        [Parameter("A label")] string Label => TryGetValue(() => Label) ?? "none";

        Target Publish => _ => _;
    }

    [ParameterPrefix("Stack")]
    interface IHasStack : INukeBuild
    {
        [Parameter] int Size => TryGetValue<int?>(() => Size) ?? 1;
    }

    sealed class SampleBuild : NukeBuild, IHasLabel, IHasStack
    {
        [Parameter] readonly StackMode Mode = StackMode.Docker;
        [Parameter] readonly int RetryCount = 1;
        [Parameter] readonly bool DryRun = false;
        [Parameter] readonly string[] Items = [];

        Target Own => _ => _.Executes(() => Console.WriteLine(this));

        public override string ToString() => $"{Mode} {RetryCount} {DryRun} {Items.Length}";
    }
}

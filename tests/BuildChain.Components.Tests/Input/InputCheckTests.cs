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

    [Fact]
    public void An_unknown_parameter_is_named_with_the_nearest_known_one()
    {
        var problem = Assert.Single(Problems("Bake", "--mod", "docker"));

        Assert.StartsWith("Unknown parameter '--mod'. Known are: ", problem, StringComparison.Ordinal);
        Assert.Contains("--retry-count", problem, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean '--mode'?", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--mode", "dokcer", "Parameter '--mode' got 'dokcer'. It accepts: containerd, docker. Did you mean 'docker'?")]
    [InlineData("--verbosity", "loud", "Parameter '--verbosity' got 'loud'. It accepts: verbose, normal, minimal, quiet.")]
    [InlineData("--retry-count", "many", "Parameter '--retry-count' got 'many'. It accepts a whole number.")]
    [InlineData("--dry-run", "maybe", "Parameter '--dry-run' got 'maybe'. It accepts: true, false, or no value for true.")]
    [InlineData("--label", "", "Parameter '--label' got ''. It accepts a text.")]
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

    interface IHasLabel : INukeBuild
    {
        [Parameter("A label")] string Label => TryGetValue(() => Label) ?? "none";
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

        public override string ToString() => $"{Mode} {RetryCount} {DryRun} {Items.Length}";
    }
}

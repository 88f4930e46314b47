using BuildChain.EndToEnd;

namespace Repository.Tests.Completion;

/// <summary>Completion as bash does it: the function that is registered for build.sh, with the words of the line.</summary>
public class CompletionTests
{
    [Fact]
    public async Task Targets_come_first() => Assert.Equal(BuildSchema.Targets.Where(target => target.StartsWith("Bake", StringComparison.Ordinal)), await CompleteAsync("Bake"));

    [Fact]
    public async Task Parameters_are_all_there_as_they_are_typed()
        => Assert.Equal(
            BuildSchema.Parameters.Concat(BuildSchema.BuiltIn).Select(parameter => parameter.Option).Order(StringComparer.Ordinal),
            (await CompleteAsync("Up", "--")).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("containerd docker", "Up", "--mode", "")]
    [InlineData("all leaf", "SetupCerts", "--rotate", "")]
    [InlineData("local", "Bake", "--cache", "l")]
    [InlineData("SetupCerts", "Up", "--skip", "SetupC")]
    [InlineData("SetupCerts", "Up", "--skip", "SetupEngine", "SetupC")]
    [InlineData("--mode", "Up", "--no-build", "--mod")]
    [InlineData("--no-build --no-cache --no-logo", "Up", "--tag", "v1", "--no")]
    [InlineData("lambda-base", "Bake", "--bake-targets", "os-base", "lambda")]
    [InlineData("control-images-containerd control-images-docker", "Bake", "--bake-targets", "control")]
    [InlineData("gateway", "Logs", "--service", "gat")]
    [InlineData("smoke standard", "E2E", "--suites", "s")]
    [InlineData("", "Up", "--template", "")]
    public async Task What_follows_an_option_is_what_it_accepts(string expected, params string[] words)
        => Assert.Equal(expected, string.Join(' ', (await CompleteAsync(words)).Order(StringComparer.Ordinal)));

    [Fact]
    public async Task Profiles_are_those_of_the_file()
        => Assert.Equal(E2EProfiles.Read("e2e/profiles.yml", Tree.Root).All.Select(profile => profile.Name), await CompleteAsync("E2E", "--e2e-profiles", "e2e-"));

    [Fact]
    public async Task Functions_are_those_that_were_generated_last()
    {
        var generated = await Tree.ShellAsync("./build.sh GenerateFunctions --template docs/examples/hello/template.yaml --env hello");
        Assert.True(generated.ExitCode == 0, generated.Output + generated.Error);

        Assert.Equal(["hello"], await CompleteAsync("BakeFunctions", "--function", "hel"));
        Assert.Equal(["fn-hello"], await CompleteAsync("Bake", "--bake-targets", "fn-hel"));
    }

    [Fact]
    public async Task It_works_from_another_folder_and_for_a_tree_without_a_build_it_knows_nothing()
    {
        Assert.Equal(["SetupCerts"], await CompleteAsync(["SetupC"], folder: "docs", command: "../build.sh"));
        Assert.Empty(await CompleteAsync(["SetupC"], folder: "docs", command: "./build.sh"));
    }

    [Fact]
    public async Task Every_option_whose_values_are_looked_up_exists()
    {
        var result = await Tree.ShellAsync("grep -ohE '=--[a-z0-9-]+' tools/completion/candidates; grep -ohE \"'--[a-z0-9-]+'\" tools/completion/build.ps1 | tr -d \"'\"");

        Assert.Empty(result.Output.Split('\n').Select(option => option.TrimStart('=')).Except(BuildSchema.Parameters.Select(parameter => parameter.Option)));
    }

    static Task<IReadOnlyList<string>> CompleteAsync(params string[] words) => CompleteAsync(words, folder: ".", command: "./build.sh");

    static async Task<IReadOnlyList<string>> CompleteAsync(string[] words, string folder, string command)
    {
        var line = string.Join(' ', words.Prepend(command).Select(word => $"'{word}'"));
        var result = await Tree.ShellAsync($$"""
            source tools/completion/build.bash
            [[ $(complete -p build.sh) == *' -F _build_sh build.sh' ]]
            cd '{{folder}}'
            COMP_WORDS=({{line}})
            COMP_CWORD=$(({{words.Length}}))
            _build_sh
            [[ ${#COMPREPLY[@]} -eq 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
            """);
        Assert.True(result.ExitCode == 0, result.Error);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}

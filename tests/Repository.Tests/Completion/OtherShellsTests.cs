namespace Repository.Tests.Completion;

/// <summary>Completion as zsh, fish and PowerShell do it: they are asked what may follow a line that is typed.</summary>
public class OtherShellsTests
{
    /// <summary>What may follow, the line, and the folder where it is typed.</summary>
    public static TheoryData<string, string, string> Lines { get; } = new()
    {
        { "SetupBuildx SetupCerts SetupEngine SetupRegistry SetupRootImage", "./build.sh Setup", "." },
        { "SetupCerts", "../build.sh SetupC", "docs" },
        { "containerd docker", "./build.sh Up --mode ", "." },
        { "--no-build --no-cache --no-logo", "./build.sh Up --tag v1 --no", "." },
        { "smoke standard", "./build.sh E2E --suites s", "." },
        { "gateway", "./build.sh Logs --service gat", "." },
        { "control-images-containerd control-images-docker", "./build.sh Bake --bake-targets control", "." },
        { "e2e-containerd e2e-docker", "./build.sh E2E --e2e-profiles e2e-", "." },
        { "lambda-base", "./build.sh Bake --bake-targets os-base lambda", "." },
    };

    // compadd tells what it would offer to the line, which is completed in a terminal of its own as soon as it is there.
    const string ZshStart = """
        autoload -Uz compinit && compinit -u -D
        source "$TREE/tools/completion/build.zsh"
        compadd() { local -a found; builtin compadd -O found "$@"; print -lr -- $found >> "$ZDOTDIR/found" }
        zle -C candidates list-choices _main_complete
        zle-line-init() { BUFFER=$TYPED CURSOR=$#BUFFER; zle candidates; exit }
        zle -N zle-line-init
        """;

    [ShellTheory("zsh")]
    [MemberData(nameof(Lines))]
    public async Task Zsh_offers_what_may_follow(string expected, string line, string folder)
    {
        var home = Directory.CreateTempSubdirectory("esb-zsh-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(home, ".zshrc"), ZshStart);
            var found = await RunAsync(
                """zsh -f -c 'zmodload zsh/zpty && zpty shell zsh -d -i && while zpty -r shell; do :; done' >&2; cat "$ZDOTDIR/found" """, line, folder, home);

            Assert.Equal(expected, string.Join(' ', found.Order(StringComparer.Ordinal)));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [ShellTheory("fish")]
    [MemberData(nameof(Lines))]
    public async Task Fish_offers_what_may_follow(string expected, string line, string folder)
    {
        var found = await RunAsync("""fish --no-config -c 'source "$TREE/tools/completion/build.fish"; complete --do-complete "$TYPED"'""", line, folder);

        Assert.Equal(expected, string.Join(' ', found.Select(candidate => candidate.Split('\t')[0]).Order(StringComparer.Ordinal)));
    }

    [ShellTheory(Shell.PowerShell)]
    [MemberData(nameof(Lines))]
    [InlineData("SetupCerts", "../build.ps1 SetupC", "docs")]
    [InlineData("SetupCerts", "& './build.ps1' SetupC", ".")]
    [InlineData("docker", "./build.ps1 Status; ./build.ps1 Up --mode d", ".")]
    [InlineData("containerd docker", "./build.cmd Up --mode ", ".")]
    public async Task PowerShell_offers_what_may_follow(string expected, string line, string folder)
        => Assert.Equal(expected, await PowerShellAsync(line, line.Length, folder));

    [ShellTheory(Shell.PowerShell)]
    [InlineData("containerd docker", "./build.ps1 Up --mode ", " --tag v1")]
    [InlineData("--mode", "./build.ps1 Up --mod", " --tag v1")]
    public async Task PowerShell_offers_what_may_follow_within_a_line(string expected, string before, string after)
        => Assert.Equal(expected, await PowerShellAsync(before + after, before.Length, "."));

    [ShellTheory(Shell.PowerShell)]
    [InlineData("containerd docker", "./build.ps1 Up --mode ")]
    [InlineData("smoke standard", "./build.ps1 E2E --suites s")]
    public async Task PowerShell_offers_it_in_a_strict_session_too(string expected, string line)
        => Assert.Equal(expected, await PowerShellAsync(line, line.Length, ".", "Set-StrictMode -Version Latest; "));

    static async Task<string> PowerShellAsync(string line, int cursor, string folder, string start = "")
    {
        var found = await RunAsync(
            $"""pwsh -NoProfile -Command '{start}. "$env:TREE/tools/completion/build.ps1"; (TabExpansion2 $env:TYPED {cursor}).CompletionMatches | ForEach-Object CompletionText'""", line, folder);

        return string.Join(' ', found.Order(StringComparer.Ordinal));
    }

    static async Task<IReadOnlyList<string>> RunAsync(string command, string line, string folder, string? home = null)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["TREE"] = Tree.Root, ["TYPED"] = line, ["ZDOTDIR"] = home, ["TERM"] = "dumb" };
        var result = await Tree.ShellAsync($"cd '{folder}'; {command}", variables);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

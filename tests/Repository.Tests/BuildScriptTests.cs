using System.Diagnostics;
using BuildChain.Processes;

namespace Repository.Tests;

/// <summary>What <c>build.sh</c> and <c>build.ps1</c> make of the compiler's answer, with a program in dotnet's place that gives it.</summary>
public sealed class BuildScriptTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("esb-test-").FullName;

    public BuildScriptTests()
    {
        foreach (var folder in new[] { "build", "src/BuildChain", "src/BuildChain.Components", "stand-ins" })
            Directory.CreateDirectory(Path.Combine(root, folder));
        foreach (var file in Directory.EnumerateFiles(Tree.Root))
            File.Copy(file, Path.Combine(root, Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_feed_that_lacks_the_packages_is_remembered()
    {
        var result = await RunAsync("NU1101: Unable to find package Nuke.Common.");

        Assert.Contains("The NuGet feed has no Nuke.Common", result.Error, StringComparison.Ordinal);
        Assert.Equal("built with stand-ins", result.Output);
        Assert.Equal("stand-ins\n", await File.ReadAllTextAsync(Memory));
    }

    [Fact]
    public async Task A_feed_that_cannot_be_reached_is_asked_again_by_the_next_run()
    {
        var result = await RunAsync("NU1301: Unable to load the service index for source https://feed.invalid/index.json.");

        Assert.Contains("NU1301: Unable to load the service index", result.Error, StringComparison.Ordinal);
        Assert.Contains("The NuGet feed cannot be reached", result.Error, StringComparison.Ordinal);
        Assert.Equal("built with stand-ins", result.Output);
        Assert.False(File.Exists(Memory));

        Assert.Equal("built with packages", (await RunAsync(null)).Output);
        Assert.Equal("packages\n", await File.ReadAllTextAsync(Memory));
    }

    [Theory]
    [InlineData("NU1101: Unable to find package Microsoft.NETCore.App.Crossgen2.linux-x64.")]
    [InlineData("NU1301: Unable to load the service index for source https://feed.invalid/index.json.")]
    public async Task Without_the_compiler_to_machine_code_the_build_is_compiled_all_the_same(string error)
    {
        var result = await RunAsync(error, unless: "Precompile=false");

        Assert.Equal("built with packages", result.Output);
        Assert.DoesNotContain("NU1", result.Error, StringComparison.Ordinal);
        Assert.Equal("packages\n", await File.ReadAllTextAsync(Memory));
    }

    [ShellTheory(Shell.PowerShell)]
    [InlineData("NU1101: Unable to find package Nuke.Common.", "UseStandIns=true", "stand-ins", "stand-ins\n")]
    [InlineData("NU1301: Unable to load the service index for source https://feed.invalid/index.json.", "UseStandIns=true", "stand-ins", null)]
    [InlineData("NU1101: Unable to find package Microsoft.NETCore.App.Crossgen2.linux-x64.", "Precompile=false", "packages", "packages\n")]
    [InlineData("NU1301: Unable to load the service index for source https://feed.invalid/index.json.", "Precompile=false", "packages", "packages\n")]
    public async Task PowerShell_makes_the_same_of_it(string error, string unless, string mode, string? remembered)
    {
        var result = await RunAsync(error, unless, BuildPs1);

        Assert.Equal($"built with {mode}", result.Output);
        Assert.Equal(remembered, File.Exists(Memory) ? await File.ReadAllTextAsync(Memory) : null);
    }

    [Fact]
    public Task A_source_that_changes_is_compiled() => CompilesWhatChangedAsync(BuildSh);

    [ShellFact(Shell.PowerShell)]
    public Task A_source_that_changes_is_compiled_by_PowerShell() => CompilesWhatChangedAsync(BuildPs1);

    async Task CompilesWhatChangedAsync(string[] script)
    {
        Assert.Contains("Compiled in", (await RunAsync(null, script: script)).Error, StringComparison.Ordinal);
        foreach (var source in new[] { ".editorconfig", "global.json" })
        {
            Assert.Empty((await RunAsync(null, script: script)).Error);
            File.SetLastWriteTimeUtc(Path.Combine(root, source), DateTime.UtcNow.AddMinutes(1));
            Assert.Contains("Compiled in", (await RunAsync(null, script: script)).Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public Task The_runtime_is_beside_dotnet_and_not_beside_a_link_to_it() => FindsTheRuntimeAsync(BuildSh);

    [ShellFact(Shell.PowerShell)]
    public Task The_runtime_is_where_PowerShell_finds_it_too() => FindsTheRuntimeAsync(BuildPs1);

    async Task FindsTheRuntimeAsync(string[] script)
    {
        await RunAsync(null, script: script);

        Assert.Equal(Path.Combine(root, "sdk"), (await File.ReadAllLinesAsync(Path.Combine(root, ".nuke", "temp", "compiled-packages")))[0]);
    }

    [ShellFact(Shell.PowerShell)]
    public async Task The_PowerShell_that_runs_it_keeps_its_variables_and_goes_on()
    {
        var result = await RunAsync(null, script:
        [
            Shell.PowerShell, "-NoProfile", "-Command",
            $"$before = Get-ChildItem env: | Out-String; & '{Path.Combine(root, "build.ps1")}' | Out-Null; $LASTEXITCODE; $before -eq (Get-ChildItem env: | Out-String)",
        ]);

        Assert.Equal("0\nTrue", result.Output);
    }

    [Fact]
    public Task A_damaged_file_of_the_compiled_build_is_made_anew() => MakesAnewAsync(BuildSh);

    [ShellFact(Shell.PowerShell)]
    public Task A_damaged_file_of_the_compiled_build_is_made_anew_by_PowerShell() => MakesAnewAsync(BuildPs1);

    async Task MakesAnewAsync(string[] script)
    {
        var file = Path.Combine(root, "build", "bin", "packages", "release", "_build.runtimeconfig.json");
        await RunAsync(null, script: script);
        foreach (var damage in new[] { "", "{" })
        {
            await File.WriteAllTextAsync(file, damage);
            // As if the source had been saved again: that is no reason to trust what is there.
            File.SetLastWriteTimeUtc(Path.Combine(root, "global.json"), DateTime.UtcNow);

            Assert.Contains("Compiled in", (await RunAsync(null, script: script)).Error, StringComparison.Ordinal);

            Assert.Equal("{}\n", await File.ReadAllTextAsync(file));
            Assert.Empty((await RunAsync(null, script: script)).Error);
        }

        await File.WriteAllTextAsync(file, "");
        Assert.Contains("Compiled in", (await RunAsync(null, script: script)).Error, StringComparison.Ordinal);
        Assert.Equal("{}\n", await File.ReadAllTextAsync(file));
    }

    [ShellFact(Shell.PowerShell)]
    public async Task What_one_of_the_scripts_compiled_the_other_runs()
    {
        await File.WriteAllTextAsync(Path.Combine(root, "build", "a name with spaces and a ü.cs"), "");
        File.SetLastWriteTimeUtc(Path.Combine(root, "global.json"), DateTime.UnixEpoch.AddTicks(1));
        File.CreateSymbolicLink(Path.Combine(root, "build", "link"), "../global.json");
        foreach (var (one, other) in new[] { (BuildSh, BuildPs1), (BuildPs1, BuildSh) })
        {
            File.SetLastWriteTimeUtc(Path.Combine(root, "nuget.config"), DateTime.UtcNow.AddMinutes(1));
            Assert.Contains("Compiled in", (await RunAsync(null, script: one)).Error, StringComparison.Ordinal);

            Assert.Empty((await RunAsync(null, script: other)).Error);
        }
    }

    [Fact]
    public async Task A_compiler_whose_script_was_killed_is_waited_for()
    {
        if (OperatingSystem.IsMacOS())
            return; // It has no flock(1).
        var calls = Path.Combine(root, "calls");
        WriteDotnet($"""
            [ "$1" = build ] || exit 0
            echo begin >> '{calls}'
            until [ -e '{calls}.go' ] || [ "$(grep -c begin '{calls}')" = 2 ]; do sleep 0.05; done
            mkdir -p build/bin/packages/release
            printf '#!/bin/sh\necho built\n' > build/bin/packages/release/_build
            chmod +x build/bin/packages/release/_build
            echo end >> '{calls}'
            """);
        using (var first = Process.Start(new ProcessStartInfo(BuildSh[0], BuildSh[1..]) { Environment = { ["ESB_STAND_INS"] = null, ["PATH"] = SearchPath }, RedirectStandardError = true, UseShellExecute = false })!)
        {
            while (!File.Exists(calls))
                await Task.Delay(20);
            first.Kill(entireProcessTree: false);
            await first.WaitForExitAsync();
        }

        var second = await RunScriptAsync(BuildSh, line =>
        {
            if (line.Text.StartsWith("Waiting for another build", StringComparison.Ordinal))
                File.WriteAllText($"{calls}.go", "");
        });

        Assert.Equal("built", second.Output);
        Assert.Equal(["begin", "end", "begin", "end"], await File.ReadAllLinesAsync(calls));
    }

    [Theory]
    [InlineData("compile.lock")]
    [InlineData("compiled-packages")]
    public Task A_folder_in_a_files_place_is_named(string file) => NamesTheFolderAsync(file, BuildSh);

    [ShellTheory(Shell.PowerShell)]
    [InlineData("compile.lock")]
    [InlineData("compiled-packages")]
    public Task A_folder_in_a_files_place_is_named_by_PowerShell(string file) => NamesTheFolderAsync(file, BuildPs1);

    [Theory]
    [InlineData("it's")]
    [InlineData("a\"b")]
    [InlineData("a;b")]
    [InlineData("a*b")]
    [InlineData("a\\b")]
    [InlineData("a%20b")]
    public Task A_path_that_MSBuild_cannot_take_is_named(string name) => NamesThePathAsync(name, "bash", "build.sh");

    [ShellTheory(Shell.PowerShell)]
    [InlineData("it's")]
    [InlineData("a%20b")]
    public Task A_path_that_MSBuild_cannot_take_is_named_by_PowerShell(string name) => NamesThePathAsync(name, Shell.PowerShell, "-NoProfile", "-File", "build.ps1");

    async Task NamesThePathAsync(string name, params string[] command)
    {
        var odd = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        var script = Path.Combine(odd, command[^1]);
        File.Copy(Path.Combine(root, command[^1]), script);

        var result = await RunAsync(null, script: [.. command[..^1], script, "--help"]);

        Assert.Equal(255, result.ExitCode);
        Assert.Contains($"and this is {odd}; move or rename the folder", result.Error, StringComparison.Ordinal);
    }

    async Task NamesTheFolderAsync(string file, string[] script)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, ".nuke", "temp", file)).FullName;

        var result = await RunAsync(null, script: script);

        Assert.Equal(255, result.ExitCode);
        Assert.Contains($"{folder} is a folder where a file belongs; remove it", result.Error, StringComparison.Ordinal);
    }

    string[] BuildSh => ["bash", Path.Combine(root, "build.sh"), "--help"];

    string[] BuildPs1 => [Shell.PowerShell, "-NoProfile", "-File", Path.Combine(root, "build.ps1"), "--help"];

    string Memory => Path.Combine(root, ".nuke", "temp", "packages");

    string SearchPath => $"{Path.Combine(root, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";

    /// <param name="error">Why the packages cannot be had; null when they can.</param>
    /// <param name="unless">The option with which they can be had.</param>
    /// <param name="script">How the build is run.</param>
    Task<ProcessResult> RunAsync(string? error, string unless = "UseStandIns=true", string[]? script = null)
    {
        // What is there and newer than its sources stays, as with the compiler.
        WriteDotnet($$"""
            [ "$1" = build ] || exit 0
            case "$*" in *UseStandIns=true*) mode=stand-ins ;; *) mode=packages ;; esac
            case "{{error}} $*" in *{{unless}}*) ;; NU*) echo 'x.csproj : error {{error}} [x.csproj]'; exit 1 ;; esac
            mkdir -p build/bin/$mode/release
            printf '#!/bin/sh\necho built with %s\n' $mode > build/bin/$mode/release/_build
            chmod +x build/bin/$mode/release/_build
            [ -e build/bin/$mode/release/_build.runtimeconfig.json ] || echo '{}' > build/bin/$mode/release/_build.runtimeconfig.json
            """);
        return RunScriptAsync(script ?? BuildSh);
    }

    Task<ProcessResult> RunScriptAsync(string[] script, Action<ProcessLine>? onLine = null) => ProcessRunner.TryRunAsync(new ProcessRequest(script[0], script[1..])
    {
        Environment = new Dictionary<string, string?> { ["ESB_STAND_INS"] = null, ["PATH"] = SearchPath },
        OnLine = onLine,
    });

    void WriteDotnet(string shell)
    {
        var dotnet = Path.Combine(root, "sdk", "dotnet");
        var link = Path.Combine(root, "bin", "dotnet");
        Directory.CreateDirectory(Path.GetDirectoryName(dotnet)!);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.Delete(link);
        File.CreateSymbolicLink(link, dotnet);
        File.WriteAllText(dotnet, $"#!/bin/sh\n{shell}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }
}

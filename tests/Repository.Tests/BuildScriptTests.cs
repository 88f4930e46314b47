using BuildChain.Processes;

namespace Repository.Tests;

/// <summary>What <c>build.sh</c> makes of the compiler's answer, with a program in dotnet's place that gives it.</summary>
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

    string Memory => Path.Combine(root, ".nuke", "temp", "packages");

    /// <param name="error">Why the packages cannot be had; null when they can.</param>
    /// <param name="unless">The option with which they can be had.</param>
    async Task<ProcessResult> RunAsync(string? error, string unless = "UseStandIns=true")
    {
        var dotnet = Path.Combine(root, "sdk", "dotnet");
        Directory.CreateDirectory(Path.GetDirectoryName(dotnet)!);
        await File.WriteAllTextAsync(dotnet, $$"""
            #!/bin/sh
            [ "$1" = build ] || exit 0
            case "$*" in *UseStandIns=true*) mode=stand-ins ;; *) mode=packages ;; esac
            case "{{error}} $*" in *{{unless}}*) ;; NU*) echo 'x.csproj : error {{error}} [x.csproj]'; exit 1 ;; esac
            mkdir -p build/bin/$mode/release
            printf '#!/bin/sh\necho built with %s\n' $mode > build/bin/$mode/release/_build
            chmod +x build/bin/$mode/release/_build
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return await ProcessRunner.TryRunAsync(new ProcessRequest("bash", Path.Combine(root, "build.sh"), "--help")
        {
            Environment = new Dictionary<string, string?> { ["ESB_STAND_INS"] = null, ["PATH"] = $"{Path.GetDirectoryName(dotnet)}:{Environment.GetEnvironmentVariable("PATH")}" },
        });
    }
}

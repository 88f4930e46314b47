using System.Reflection.PortableExecutable;

namespace Repository.Tests;

public sealed class PrecompileTests : IDisposable
{
    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("esb-test-");
    readonly string root;

    // What a shell would take for something else.
    public PrecompileTests() => root = directory.CreateSubdirectory(OperatingSystem.IsWindows() ? "$HOME" : "a $HOME & `id`").FullName;

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task Outside_ci_the_build_has_machine_code_from_the_start()
    {
        var files = await Tree.ShellAsync("git ls-files --cached --others --exclude-standard -z -- build src stand-ins ':(top,glob)*' | xargs -0 cp --parents -t \"$TO\"",
            new Dictionary<string, string?> { ["TO"] = root });
        Assert.True(files.ExitCode == 0, files.Error);

        var result = await Tree.ShellAsync("\"$TO/build.sh\" --help", new Dictionary<string, string?>
        {
            ["TO"] = root,
            ["CI"] = null,
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
        });

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        foreach (var name in new[] { "_build", "BuildChain", "BuildChain.Components", "CliWrap", "YamlDotNet" })
            Assert.True(HasMachineCode(Directory.EnumerateFiles(Path.Combine(root, "build", "bin"), $"{name}.dll", SearchOption.AllDirectories).Single()), name);
    }

    static bool HasMachineCode(string assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        return image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}

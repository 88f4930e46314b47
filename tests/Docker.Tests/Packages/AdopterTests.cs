using System.IO.Compression;
using System.Xml.Linq;
using BuildChain.DockerTests.Stack;
using BuildChain.Engine;
using BuildChain.Processes;
using Repository.Tests;

namespace BuildChain.DockerTests.Packages;

/// <summary>The packages, and a build of another repository that has them from a folder: <c>docs/examples/adopter</c>.</summary>
public sealed class AdopterTests : IAsyncLifetime
{
    static readonly string Tag = $"{TestStack.Tag}-adopter";

    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("esb-adopter-");
    EngineConnection _engine = null!;

    static string Packages => Tree.At("artifacts/packages");

    public async Task InitializeAsync() => _engine = await TestStack.EngineAsync();

    public async Task DisposeAsync()
    {
        foreach (var image in new[] { "web", "base", "meta" })
            await ProcessRunner.TryRunAsync(_engine.Docker("image", "rm", "--force", $"shop-{image}:{Tag}"));
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_build_of_another_repository_plans_and_bakes_its_own_images_with_the_packages()
    {
        await ShellAsync(Tree.Root, "./build.sh Pack");
        var package = Assert.Single(Directory.GetFiles(Packages, "BuildChain.Components.*.nupkg"));
        var version = Path.GetFileName(package)["BuildChain.Components.".Length..^".nupkg".Length];
        AssertComplete(package);
        await ShellAsync(_directory.FullName, $"cp -r '{Tree.At("docs/examples/adopter")}/.' . && git init -q . && git add . && git -c user.name=a -c user.email=a@b.c commit -qm shop");
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="chain" value="{Packages}" />
                <add key="stand-ins" value="{(Directory.Exists(Path.Combine(Packages, "stand-ins")) ? Path.Combine(Packages, "stand-ins") : Packages)}" />
              </packageSources>
            </configuration>
            """);

        await ShellAsync(_directory.FullName, $"dotnet build build -nologo -v quiet -p:BuildChainVersion={version} -p:UseSharedCompilation=false -nodeReuse:false");
        var commands = Markdown.Tested().Commands.Select(line => line.Replace("dotnet run", "dotnet run --no-build", StringComparison.Ordinal).Replace("v1", Tag, StringComparison.Ordinal)).ToList();
        var plan = await ShellAsync(_directory.FullName, $"{commands[0]} --no-logo");
        var bake = await ShellAsync(_directory.FullName, $"{commands[1]} --no-logo");
        var web = await ProcessRunner.RunAsync(_engine.Docker("run", "--rm", $"shop-web:{Tag}", "cat", "/etc/motd", "/srv/index.html"));

        Assert.Matches(@"web +shop-web:latest +group apps +target base-image", plan);
        Assert.Matches($@"shop-web +{Tag} +sha256:", bake);
        Assert.Contains("Welcome to the shop.", web.Output);
        Assert.Contains("<h1>The shop</h1>", web.Output);
    }

    static void AssertComplete(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        var names = archive.Entries.Select(entry => entry.FullName).ToList();
        using var stream = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var nuspec = XDocument.Load(stream);
        var dependencies = nuspec.Descendants().Where(element => element.Name.LocalName == "dependency")
            .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value, StringComparer.Ordinal);

        Assert.Contains("README.md", names);
        Assert.Contains("lib/net10.0/BuildChain.Components.xml", names);
        Assert.True(File.Exists(Path.ChangeExtension(package, ".snupkg")));
        Assert.Equal("10.1.0", dependencies["Nuke.Common"]);
        Assert.Contains("BuildChain", dependencies.Keys);
    }

    async Task<string> ShellAsync(string directory, string command)
    {
        var result = await ProcessRunner.TryRunAsync(new ProcessRequest("bash", ["-euo", "pipefail", "-c", command])
        {
            WorkingDirectory = directory,
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                // NuGet keeps what it restored by id and version: stand-ins must not be taken for the packages later.
                ["NUGET_PACKAGES"] = directory == Tree.Root ? Environment.GetEnvironmentVariable("NUGET_PACKAGES") : Path.Combine(_directory.FullName, ".packages"),
                ["ENGINE"] = TestEngine.Request.Mode.ToString(),
                ["NUKE_TELEMETRY_OPTOUT"] = "1",
            },
        });
        Assert.True(result.ExitCode == 0, $"{command} failed:\n{result.Output}\n{result.Error}");
        return result.Output;
    }
}

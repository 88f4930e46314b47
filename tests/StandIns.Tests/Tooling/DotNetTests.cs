using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Nuke.Components;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

namespace StandIns.Tests.Tooling;

public class DotNetTests
{
    static readonly AbsolutePath Project = "/src/my app/app.csproj";

    [Fact]
    public void Restore()
        => Assert.Equal(
            "restore \"/src/my app/app.csproj\" --ignore-failed-sources --source a --source b --runtime linux-x64 --property:A=1 --verbosity quiet --locked-mode",
            EchoTool.Run(DotNetRestore, new DotNetRestoreSettings()
                .SetIgnoreFailedSources(true)
                .SetSources("a", "b")
                .SetProjectFile(Project)
                .SetRuntime("linux-x64")
                .SetProperty("A", 1)
                .SetForceEvaluate(false)
                .SetVerbosity(DotNetVerbosity.quiet)
                .EnableLockedMode()).Line);

    [Fact]
    public void Build()
        => Assert.Equal(
            "build \"/src/my app/app.csproj\" --configuration Release --no-restore --property:ContinuousIntegrationBuild=true --property:Version=1.2 --property:Note=\"a b\" --nologo --no-incremental --output /out --self-contained false --framework net10.0 -bl:x.binlog",
            EchoTool.Run(DotNetBuild, new DotNetBuildSettings()
                .SetProjectFile(Project)
                .SetConfiguration(Configuration.Release)
                .EnableNoRestore()
                .EnableContinuousIntegrationBuild()
                .SetVersion("1.2")
                .AddProperty("Note", "a b")
                .EnableNoLogo()
                .SetNoIncremental(true)
                .SetOutputDirectory("/out")
                .DisableSelfContained()
                .SetFramework("net10.0")
                .SetBinaryLog("x.binlog")
                .SetVerbosity(DotNetVerbosity.minimal)
                .ResetVerbosity()).Line);

    [Fact]
    public void Test()
        => Assert.Equal(
            "test \"/src/my app/app.csproj\" --configuration Debug --no-build --results-directory /results --logger trx;LogFileName=app.trx --logger \"console;verbosity=normal now\" --filter \"Category!=Docker & Name~X\" /property:A=b --settings run.settings -- RunConfiguration.MaxCpuCount=1 x=true",
            EchoTool.Run(DotNetTest, new DotNetTestSettings()
                .AddRunSetting("RunConfiguration.MaxCpuCount", 1)
                .AddRunSetting("x", true)
                .SetConfiguration("Debug")
                .SetNoBuild(true)
                .SetNoRestore(false)
                .SetResultsDirectory((AbsolutePath)"/results")
                .SetLoggers("trx;LogFileName=app.trx")
                .AddLoggers("console;verbosity=normal now")
                .SetFilter("Category!=Docker & Name~X")
                .SetProperties(new Dictionary<string, object> { ["A"] = "b" })
                .SetSettingsFile("run.settings")
                .SetProjectFile(Project)).Line);

    [Fact]
    public void Publish()
        => Assert.Equal(
            "publish app.csproj --configuration Release --runtime linux-x64 --self-contained true --output \"/out dir\" --no-build --no-restore --nologo --property:PublishTrimmed=true --property:PublishSingleFile=false --version-suffix beta --artifacts-path /artifacts /t:A;B",
            EchoTool.Run(DotNetPublish, new DotNetPublishSettings()
                .SetProject("app.csproj")
                .SetConfiguration(Configuration.Release)
                .SetRuntime("linux-x64")
                .EnableSelfContained()
                .SetOutput((AbsolutePath)"/out dir")
                .EnableNoBuild()
                .EnableNoRestore()
                .EnableNoLogo()
                .EnablePublishTrimmed()
                .SetPublishSingleFile(false)
                .SetVersionSuffix("beta")
                .SetArtifactsPath("/artifacts")
                .SetTargets("A", "B")).Line);

    [Fact]
    public void Pack()
        => Assert.Equal(
            "pack app.csproj --output /packages --include-symbols --property:RepositoryUrl=https://example.org/a --property:PackageReleaseNotes=\"a b\"",
            EchoTool.Run(DotNetPack, new DotNetPackSettings()
                .SetProject("app.csproj")
                .SetOutputDirectory("/packages")
                .EnableIncludeSymbols()
                .SetRepositoryUrl("https://example.org/a")
                .SetPackageReleaseNotes("a b")).Line);

    [Fact]
    public void Run_and_clean()
    {
        Assert.Equal(
            "run --project app.csproj --no-build --no-launch-profile -- --a \"b c\"",
            EchoTool.Run(DotNetRun, new DotNetRunSettings()
                .SetApplicationArguments("--a", "b c")
                .SetProjectFile("app.csproj")
                .EnableNoBuild()
                .EnableNoLaunchProfile()).Line);
        Assert.Equal(
            "clean app.csproj --configuration Debug --output /o",
            EchoTool.Run(DotNetClean, new DotNetCleanSettings().SetConfiguration("Debug").SetOutput("/o").SetProject("app.csproj")).Line);
    }

    [Fact]
    public void Toggled_properties_replace_each_other()
    {
        var settings = new DotNetBuildSettings().EnableTreatWarningsAsErrors().DisableTreatWarningsAsErrors().RemoveProperty("x");

        Assert.Equal("build --property:TreatWarningsAsErrors=false", EchoTool.Run(DotNetBuild, settings).Line);
    }

    [Fact]
    public void The_program_is_dotnet_on_path() => Assert.EndsWith("/dotnet", DotNetPath, StringComparison.Ordinal);

    [Fact]
    public void MSBuild_syntax_is_escaped() => Assert.Equal("%25%24%40%27%3B%3F%2Aa b", EscapeMSBuild("%$@';?*a b"));
}

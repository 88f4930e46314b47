using Nuke.Common.IO;

namespace StandIns.Tests.Components;

public sealed class ComponentTests : IDisposable
{
    const string Publish = "publish ROOT/App/App.csproj --verbosity minimal --configuration Debug --no-build --nologo --framework net10.0";

    readonly ComponentBuild _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task Compile_restores_builds_and_publishes()
        => Assert.Equal(
            [
                "restore ROOT/all.slnx --verbosity minimal",
                "build ROOT/all.slnx --verbosity minimal --configuration Debug --no-restore",
                Publish,
            ],
            await _build.CommandsAsync(["Compile"]));

    [Fact]
    public async Task Parameters_of_the_components_reach_the_commands()
        => Assert.Equal(
            [
                "restore ROOT/all.slnx --verbosity detailed --ignore-failed-sources",
                "build ROOT/all.slnx --verbosity detailed --configuration Release --no-restore",
            ],
            (await _build.CommandsAsync(["Compile", "--configuration", "release", "--ignore-failed-sources", "--verbosity", "verbose"])).Take(2));

    [Fact]
    public async Task Test_runs_every_test_project_without_building_again()
        => Assert.Equal(
            "test ROOT/A.Tests/A.Tests.csproj --configuration Debug --no-build --results-directory ROOT/artifacts/test-results " +
            "--filter Category!=Slow --logger trx;LogFileName=A.Tests.trx",
            (await _build.CommandsAsync(["Test"])).Last());

    [Fact]
    public async Task Skipped_dependencies_are_left_to_the_command_itself()
        => Assert.Equal(
            ["pack ROOT/all.slnx --verbosity minimal --configuration Debug --output ROOT/artifacts/packages"],
            await _build.CommandsAsync(["Pack", "--skip"]));

    [Fact]
    public async Task On_a_server_the_configuration_is_release_and_coverage_is_collected()
    {
        var commands = await _build.CommandsAsync(["Test"], ("GITLAB_CI", "true"));

        Assert.Equal("build ROOT/all.slnx --verbosity minimal --configuration Release --property:ContinuousIntegrationBuild=true --no-restore", commands[1]);
        Assert.Equal(
            "test ROOT/A.Tests/A.Tests.csproj --configuration Release --no-build --results-directory ROOT/artifacts/test-results " +
            "/property:CollectCoverage=true /property:CoverletOutputFormat=cobertura /property:ExcludeByFile=*.Generated.cs " +
            "/property:UseSourceLink=true /property:CoverletOutput=ROOT/artifacts/test-results/A.Tests.xml " +
            "--filter Category!=Slow --logger trx;LogFileName=A.Tests.trx",
            commands.Last());
    }

    [Fact]
    public async Task Test_counts_the_outcomes_of_all_result_files_in_the_summary_even_when_it_fails()
    {
        const string Head = """<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>""";
        const string Foot = "</Results></TestRun>";
        (_build.Root / "artifacts" / "test-results" / "1.trx").WriteAllText(
            $"""{Head}<UnitTestResult outcome="Passed"><InnerResults><UnitTestResult outcome="Failed" /></InnerResults></UnitTestResult>{Foot}""");
        (_build.Root / "artifacts" / "test-results" / "2.trx").WriteAllText(
            $"""{Head}<UnitTestResult outcome="Failed" /><UnitTestResult outcome="Passed" /><UnitTestResult outcome="NotExecuted" />{Foot}""");

        var (exitCode, lines) = await _build.RunAsync(["Test", "--skip", "Restore", "Compile"], ("DOTNET_EXIT", "1"));

        Assert.Equal(255, exitCode);
        Assert.Contains(lines, x => x.StartsWith("Test", StringComparison.Ordinal) && x.Contains("// Failed: 1, Passed: 2, Skipped: 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pack_reports_the_number_of_packages()
    {
        (_build.Root / "artifacts" / "packages" / "a.nupkg").TouchFile();

        var (_, lines) = await _build.RunAsync(["Pack"]);

        Assert.Contains(lines, x => x.StartsWith("Pack", StringComparison.Ordinal) && x.EndsWith("// Packages: 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tools_lines_are_logged_at_the_levels_its_class_asks_for()
    {
        var (_, lines) = await _build.RunAsync(["Levels"]);

        Assert.Contains("[DBG] plain", lines);
        Assert.Contains("[WRN] a warning", lines);
        Assert.Contains("[ERR] ERROR here", lines);
        Assert.Contains("[DBG] to stderr", lines);
        Assert.Contains("[DBG] from delegate", lines);
        Assert.Contains(lines, x => x.EndsWith("/sh -c \"echo plain; echo a warning; echo ERROR here; echo to stderr >&2\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_is_redacted_wherever_it_would_show()
    {
        var (exitCode, lines) = await _build.RunAsync(["Secret"]);

        Assert.Equal(255, exitCode);
        Assert.DoesNotContain(lines, x => x.Contains("s3cret", StringComparison.Ordinal));
        Assert.Contains("[DBG] got [REDACTED]", lines);
        Assert.Contains("   got [REDACTED]", lines);
        Assert.Contains(lines, x => x.EndsWith("--password [REDACTED]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reports_are_below_the_artifacts() => Assert.Contains("[INF] ROOT/artifacts/reports", (await _build.RunAsync(["Directories"])).Lines);
}

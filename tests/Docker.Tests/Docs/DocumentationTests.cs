using System.Text.RegularExpressions;
using BuildChain.DockerTests.EndToEnd;
using BuildChain.DockerTests.Engine;
using BuildChain.DockerTests.Stack;
using BuildChain.Engine;
using BuildChain.Processes;
using Repository.Tests;
using Repository.Tests.Docs;
using Repository.Tests.Mise;
using TestProcess;
using YamlDotNet.RepresentationModel;

namespace BuildChain.DockerTests.Docs;

/// <summary>What the documentation and <c>.mise.toml</c> say, done: those blocks (<c>sh engine</c>) and tasks that need an engine.</summary>
public sealed class DocumentationTests(DocumentationTests.Machine machine) : IClassFixture<DocumentationTests.Machine>
{
    // What is baked by hand has no commit in its labels: not under the tag that other tests look at.
    static readonly string Tag = $"{TestStack.Tag}-docs";
    static readonly string Env = Regex.Replace(Tag.ToLowerInvariant(), "[^a-z0-9-]", "-", RegexOptions.None, TimeSpan.FromSeconds(1));

    static readonly string[] Started = ["setup", "setup:buildx", "build", "up", "down"];

    public static TheoryData<string> Pages { get; } =
        [.. Markdown.Snippets.Where(snippet => snippet.Info == "sh engine").Select(snippet => snippet.Page).Distinct(StringComparer.Ordinal)];

    static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> MiseTables => MiseFile.Read(Tree.Read(".mise.toml"));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_a_page_shows_works(string page)
    {
        using var e2e = new E2ECommand();
        foreach (var snippet in Markdown.Snippets.Where(snippet => snippet.Page == page && snippet.Info == "sh engine"))
        {
            if (!snippet.Commands.Any(line => Exempt.Of(line) is not null))
                await ShellAsync(snippet.ToString(), OnThisMachine(snippet.Text, e2e));
            else
                foreach (var line in snippet.Commands)
                    await ShellAsync($"{snippet}, {line}", OnThisMachine(line, e2e), Exempt.Of(line)?.Message);
        }
    }

    [PrivateEngineFact]
    public async Task The_private_engine_is_used_by_hand_and_stopped()
    {
        await using var home = new SecondHome();
        await home.AcquireAsync();

        var result = await Tree.ShellAsync(
            Markdown.Tested().Text.Replace("~/.esb/", "$ESB_HOME/", StringComparison.Ordinal),
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["ESB_HOME"] = home.Home, ["ENGINE"] = "private", ["DOCKER_HOST"] = null });

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        Assert.StartsWith("CONTAINER ID", result.Output, StringComparison.Ordinal);
        Assert.Null((await Engines.ProbeAsync(home.Request)).Connection);
    }

    [Fact]
    public async Task What_a_job_elsewhere_keeps_is_there_after_its_script()
    {
        var file = new YamlStream();
        file.Load(new StringReader(Markdown.Tested().Text));
        var job = file.Documents[0].RootNode["e2e"];
        using var e2e = new E2ECommand();

        await ShellAsync("script", $"{job["script"]} --e2e-profiles-file {e2e.ProfilesFile}");

        foreach (var kept in new[] { job["cache"]["paths"][0], job["artifacts"]["paths"][0], job["artifacts"]["reports"]["junit"] })
            await ShellAsync("kept", $"ls -d {kept}");
    }

    [LongFact]
    public async Task A_kept_run_is_tested_again_and_removed()
    {
        var tag = "";
        try
        {
            foreach (var line in Markdown.Tested().Commands)
            {
                var output = await ShellAsync(line, line.Replace("--tag TAG", $"--tag {tag}", StringComparison.Ordinal));
                tag = line.Contains("E2EClean --tag", StringComparison.Ordinal) ? ""
                    : Regex.Match(output, "E2EClean --tag ([a-z0-9-]+)", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } kept ? kept.Groups[1].Value : tag;
            }
        }
        finally
        {
            if (tag.Length > 0)
                await E2ECommand.BuildAsync("E2EClean", "--tag", tag);
        }
    }

    [LongFact]
    public Task Everything_is_baked_repeatably() => ShellAsync("reproducible", Markdown.Tested().Text);

    [Fact]
    public async Task The_tasks_of_mise_set_up_build_start_and_remove()
    {
        foreach (var task in Started)
            await ShellAsync(task, MiseTables[$"tasks.{task}"]["run"] + (task == "down" ? " --volumes" : ""));
    }

    [LongFact]
    public Task The_task_of_mise_tests_every_profile() => ShellAsync("e2e", MiseTables["tasks.e2e"]["run"]);

    [Fact]
    public void Every_task_of_mise_runs_in_a_test_or_is_exempt()
        => Assert.All(
            MiseTables.Where(table => table.Key.StartsWith("tasks.", StringComparison.Ordinal)
                && !Started.Append("e2e").Concat(MiseFile.CertificateTasks).Contains(table.Key["tasks.".Length..], StringComparer.Ordinal)),
            task => Assert.NotNull(Exempt.Of(task.Value["run"])));

    /// <summary>With ports that are free here, the tag of this run, and a small profile.</summary>
    static string OnThisMachine(string text, E2ECommand e2e)
    {
        var gateway = FreePort.Find();
        return $"export PORT_GATEWAY_HTTPS={gateway}\n" + text
            .Replace("https://localhost/", $"https://localhost:{gateway}/", StringComparison.Ordinal)
            .Replace("8443", $"{gateway}", StringComparison.Ordinal)
            .Replace("127.0.0.1:8080", $"127.0.0.1:{FreePort.Find()}", StringComparison.Ordinal)
            .Replace("--name echo", $"--name echo-{Tag}", StringComparison.Ordinal)
            .Replace("--force echo", $"--force echo-{Tag}", StringComparison.Ordinal)
            .Replace("esb-lambda-echo", $"esb-lambda-echo:{Tag}", StringComparison.Ordinal)
            .Replace("registry.example/lambda/python:3.11", $"esb-python-base:{Tag}", StringComparison.Ordinal)
            .Replace("--e2e-profiles e2e-docker", $"--e2e-profiles-file {e2e.ProfilesFile} --e2e-profiles {e2e.Env}", StringComparison.Ordinal)
            .Replace("esb-gateway-docker:e2e-1a2b3c4", $"esb-gateway-docker:{Tag}", StringComparison.Ordinal)
            .Replace("esb-default-gateway-1", $"esb-{Env}-gateway-1", StringComparison.Ordinal);
    }

    /// <param name="message">What it may end with instead.</param>
    async Task<string> ShellAsync(string what, string command, string? message = null)
    {
        var result = await Tree.ShellAsync(command, new Dictionary<string, string?>(machine.Engine.Environment, StringComparer.Ordinal)
        {
            ["PATH"] = $"{Path.GetDirectoryName(machine.Engine.DockerPath)}:{Environment.GetEnvironmentVariable("PATH")}",
            ["ESB_TAG"] = Tag,
            ["ESB_ENV"] = Env,
            ["ENGINE"] = TestEngine.Request.Mode.ToString(),
            ["PORT_GATEWAY_HTTPS"] = "0",
            ["PORT_AGENT_GRPC"] = "0",
            ["PORT_AGENT_METRICS"] = "0",
        });
        var said = $"{result.Error}\n{result.Output}";
        Assert.True(result.ExitCode == 0 || (message is not null && said.Contains(message, StringComparison.Ordinal)), $"{what} failed:\n{said}");
        return result.Output;
    }

    /// <summary>The engine, without the images of these tests when they are over.</summary>
    public sealed class Machine : IAsyncLifetime
    {
        public EngineConnection Engine { get; private set; } = null!;

        public async Task InitializeAsync() => Engine = await TestStack.EngineAsync();

        public async Task DisposeAsync()
        {
            var images = await ProcessRunner.RunAsync(Engine.Docker("image", "ls", "--filter", $"reference=*:{Tag}", "--format", "{{.Repository}}:{{.Tag}}"));
            if (images.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } references)
                await ProcessRunner.TryRunAsync(Engine.Docker(["image", "rm", "--force", .. references]));
        }
    }
}

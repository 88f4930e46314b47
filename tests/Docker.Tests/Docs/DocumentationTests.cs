using System.Text.RegularExpressions;
using BuildChain.DockerTests.Stack;
using BuildChain.Engine;
using BuildChain.Processes;
using Repository.Tests;
using Repository.Tests.Mise;
using TestProcess;

namespace BuildChain.DockerTests.Docs;

/// <summary>What the documentation and <c>.mise.toml</c> say, done: those blocks (<c>sh engine</c>) and tasks that need an engine.</summary>
public sealed class DocumentationTests : IAsyncLifetime
{
    // What is baked by hand has no commit in its labels: not under the tag that other tests look at.
    static readonly string Tag = $"{TestStack.Tag}-docs";

    EngineConnection _engine = null!;

    public static TheoryData<string> Pages { get; } =
        [.. Markdown.Snippets.Where(snippet => snippet.Info == "sh engine").Select(snippet => snippet.Page).Distinct(StringComparer.Ordinal)];

    public async Task InitializeAsync() => _engine = await TestStack.EngineAsync();

    public async Task DisposeAsync()
    {
        var images = await ProcessRunner.RunAsync(_engine.Docker("image", "ls", "--filter", $"reference=*:{Tag}", "--format", "{{.Repository}}:{{.Tag}}"));
        if (images.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } references)
            await ProcessRunner.TryRunAsync(_engine.Docker(["image", "rm", "--force", .. references]));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_a_page_shows_works(string page)
    {
        foreach (var snippet in Markdown.Snippets.Where(snippet => snippet.Page == page && snippet.Info == "sh engine"))
            await ShellAsync(snippet.ToString(), OnThisMachine(snippet.Text));
    }

    [Fact]
    public async Task The_tasks_of_mise_set_up_build_start_and_remove()
    {
        var file = MiseFile.Read(Tree.Read(".mise.toml"));
        foreach (var task in new[] { "setup", "build", "up", "down" })
            await ShellAsync(task, file[$"tasks.{task}"]["run"] + (task == "down" ? " --volumes" : ""));
    }

    /// <summary>With ports that are free here and the tag of this run.</summary>
    static string OnThisMachine(string text)
    {
        var gateway = FreePort.Find();
        return $"export PORT_GATEWAY_HTTPS={gateway}\n" + text
            .Replace("https://localhost/", $"https://localhost:{gateway}/", StringComparison.Ordinal)
            .Replace("8443", $"{gateway}", StringComparison.Ordinal)
            .Replace("127.0.0.1:8080", $"127.0.0.1:{FreePort.Find()}", StringComparison.Ordinal)
            .Replace("--name echo", $"--name echo-{Tag}", StringComparison.Ordinal)
            .Replace("--force echo", $"--force echo-{Tag}", StringComparison.Ordinal)
            .Replace("esb-lambda-echo", $"esb-lambda-echo:{Tag}", StringComparison.Ordinal);
    }

    async Task ShellAsync(string what, string command)
    {
        var result = await Tree.ShellAsync(command, new Dictionary<string, string?>(_engine.Environment, StringComparer.Ordinal)
        {
            ["PATH"] = $"{Path.GetDirectoryName(_engine.DockerPath)}:{Environment.GetEnvironmentVariable("PATH")}",
            ["ESB_TAG"] = Tag,
            ["ESB_ENV"] = Regex.Replace(Tag.ToLowerInvariant(), "[^a-z0-9-]", "-", RegexOptions.None, TimeSpan.FromSeconds(1)),
            ["ENGINE"] = TestEngine.Request.Mode.ToString(),
            ["PORT_GATEWAY_HTTPS"] = "0",
            ["PORT_AGENT_GRPC"] = "0",
            ["PORT_AGENT_METRICS"] = "0",
        });
        Assert.True(result.ExitCode == 0, $"{what} failed:\n{result.Error}\n{result.Output}");
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using BuildChain.DockerTests.Stack;
using BuildChain.Processes;

namespace BuildChain.DockerTests.EndToEnd;

/// <summary><c>./build.sh E2E</c> as a person starts it, with a profile of its own: small, and of an environment that nobody else has.</summary>
sealed partial class E2ECommand : IDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("esb-e2e-");
    readonly List<string> _lines = [];
    readonly string _mode;

    public E2ECommand(string mode = "docker", string more = "")
    {
        _mode = mode;
        File.WriteAllText(ProfilesFile, $$"""
            version: 1
            profiles:
              {{Env}}:
                mode: {{mode}}
                template: tests/Docker.Tests/EndToEnd/template.yaml
                suites: [smoke]
            {{more}}
            """);
    }

    /// <summary>Name of the profile and its environment; in the name of everything that a run of it makes.</summary>
    public string Env { get; } = $"t{Guid.NewGuid():N}"[..9];

    public string Output
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>The folder of the run's report.</summary>
    public string Report => Path.Combine(TestStack.Root, "artifacts", "e2e", Env);

    /// <summary>The text of the page that shows the last run.</summary>
    public static string Page => WebUtility.HtmlDecode(File.ReadAllText(Path.Combine(TestStack.Root, "artifacts", "e2e", "index.html")));

    /// <summary>The engine, where it is not that of the other tests.</summary>
    public string? EngineHost { get; init; }

    /// <summary>Of every run, where several were at once.</summary>
    public IReadOnlyList<string> Reports => Directory.GetDirectories(Path.GetDirectoryName(Report)!, Env + "*");

    public string ProfilesFile => Path.Combine(_directory.FullName, "profiles.yml");

    /// <summary>To its end, whatever that is.</summary>
    public Task<int> RunAsync(params string[] options) => RunAsync((_, _) => { }, options);

    /// <param name="onLine">Gets each line at once.</param>
    public Task<int> RunAsync(Action<string> onLine) => RunAsync((line, _) => onLine(line));

    /// <summary>Sends a signal (<c>INT</c>, <c>TERM</c>, <c>HUP</c>, <c>KILL</c>) when the run says that the phase begins.</summary>
    public Task<int> InterruptAsync(string phase, string signal)
    {
        var isSent = 0;
        return RunAsync((line, process) =>
        {
            // build.sh becomes the build: one and the same process.
            if (line.Contains($"{Env} | {phase} …", StringComparison.Ordinal) && Interlocked.Exchange(ref isSent, 1) == 0)
                Process.Start("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]).Dispose();
        });
    }

    /// <summary>Another target of the build, such as E2EClean.</summary>
    public static async Task<string> BuildAsync(params string[] arguments)
        => (await ProcessRunner.RunAsync(new ProcessRequest("bash", [Script, .. arguments, .. Engine]) { WorkingDirectory = TestStack.Root })).Output;

    /// <summary>The same with the engine of this run.</summary>
    public async Task<string> BuildThereAsync(params string[] arguments)
        => (await ProcessRunner.RunAsync(new ProcessRequest("bash", [Script, .. arguments, "--engine", "system"]) { WorkingDirectory = TestStack.Root, Environment = await EnvironmentAsync() })).Output;

    /// <summary>What leads to <see cref="EngineHost"/>, with the programs of the tests' own engine.</summary>
    async Task<Dictionary<string, string?>> EnvironmentAsync()
    {
        if (EngineHost is null)
            return [];
        var engine = await TestStack.EngineAsync();
        return new(engine.Environment, StringComparer.Ordinal)
        {
            ["DOCKER_HOST"] = EngineHost,
            ["PATH"] = $"{Path.GetDirectoryName(engine.DockerPath)}:{Environment.GetEnvironmentVariable("PATH")}",
        };
    }

    async Task<int> RunAsync(Action<string, Process> onLine, params string[] options)
    {
        string[] engine = EngineHost is null ? Engine : ["--engine", "system"];
        string[] arguments = [Script, "E2E", "--e2e-profiles-file", ProfilesFile, "--e2e-profiles", Env, .. engine, .. options];
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("bash", arguments) { WorkingDirectory = TestStack.Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false },
        };
        foreach (var (name, value) in await EnvironmentAsync())
            process.StartInfo.Environment[name] = value;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;

        void Read(string? line)
        {
            if (line is null)
                return;
            var text = Colours().Replace(line, "");
            lock (_lines)
                _lines.Add(text);
            onLine(text, process);
        }
    }

    public void Dispose()
    {
        _directory.Delete(recursive: true);
        foreach (var made in Reports.Append(Path.Combine(TestStack.Root, ".esb", Env)).Where(Directory.Exists))
            Directory.Delete(made, recursive: true);
        foreach (var held in Directory.GetFiles(Path.GetDirectoryName(Report)!, $".{Env}*.lock"))
            File.Delete(held);
    }

    public override string ToString() => $"{Env} ({_mode})";

    static string Script => Path.Combine(TestStack.Root, "build.sh");

    static string[] Engine => ["--engine", TestEngine.Request.Mode.ToString().ToLowerInvariant()];

    [GeneratedRegex("\u001b\\[[0-9;]*m", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Colours();
}

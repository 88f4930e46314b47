using System.Diagnostics;
using System.Globalization;
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

    /// <summary>Of every run, where several were at once.</summary>
    public IReadOnlyList<string> Reports => Directory.GetDirectories(Path.GetDirectoryName(Report)!, Env + "*");

    string ProfilesFile => Path.Combine(_directory.FullName, "profiles.yml");

    /// <summary>To its end, whatever that is.</summary>
    public Task<int> RunAsync(params string[] options) => RunAsync(null, null, options);

    /// <summary>Sends a signal (<c>INT</c>, <c>TERM</c>, <c>KILL</c>) when the run says that the phase begins.</summary>
    public Task<int> InterruptAsync(string phase, string signal) => RunAsync(phase, signal);

    /// <summary>Another target of the build, such as E2EClean.</summary>
    public static async Task<string> BuildAsync(params string[] arguments)
        => (await ProcessRunner.RunAsync(new ProcessRequest("bash", [Script, .. arguments, .. Engine]) { WorkingDirectory = TestStack.Root })).Output;

    async Task<int> RunAsync(string? phase, string? signal, params string[] options)
    {
        string[] arguments = [Script, "E2E", "--e2e-profiles-file", ProfilesFile, "--e2e-profiles", Env, .. Engine, .. options];
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("bash", arguments) { WorkingDirectory = TestStack.Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false },
        };
        var isSent = 0;
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
            // build.sh becomes the build: one and the same process.
            if (phase is not null && text.Contains($"{Env} | {phase} …", StringComparison.Ordinal) && Interlocked.Exchange(ref isSent, 1) == 0)
                Process.Start("kill", ["-s", signal!, process.Id.ToString(CultureInfo.InvariantCulture)]).Dispose();
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

using System.Text;
using System.Text.RegularExpressions;
using CliWrap;

namespace StandIns.Tests.BuildContract;

/// <summary>A run of the sample build in a root directory of its own.</summary>
sealed partial record SampleBuild : IDisposable
{
    // What would make the build believe it runs in an IDE or on a build server, or give it parameters.
    static readonly string[] s_removedVariables =
    [
        "TERM", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_HOME", "APPVEYOR", "TRAVIS", "BITRISE_BUILD_URL",
        "BITBUCKET_PIPELINE_UUID", "JB_SPACE_PROJECT_KEY", "bamboo_planKey", "IDEA_INITIAL_DIRECTORY", "TERMINAL_EMULATOR",
        "VSCODE_PID", "VSCODE_GIT_IPC_HANDLE", "VisualStudioVersion", "CONFIGURATION", "MODE", "NAMES", "SIZE", "LEVEL", "REGION",
        "TIMEOUT", "LIMIT", "ID", "PATHS", "SHARED", "TARGET", "SKIP", "HOST", "ROOT", "PROFILE", "VERBOSITY", "PLAN", "HELP",
    ];

    readonly StringBuilder _output = new();
    readonly Dictionary<string, string?> _environment = s_removedVariables.ToDictionary(x => x, _ => (string?)null, StringComparer.Ordinal);

    public SampleBuild()
    {
        Root = Directory.CreateTempSubdirectory("sample-build-").FullName;
        Directory.CreateDirectory(Path.Combine(Root, ".nuke"));
        _environment["NUKE_TELEMETRY_OPTOUT"] = "1";
    }

    public string Root { get; }
    public int ExitCode { get; private set; }

    /// <summary>What was printed, with times as <c>00:00:00</c>, without stack traces, no-break spaces and zero-width spaces.</summary>
    public string Output { get; private set; } = string.Empty;

    public IReadOnlyList<string> Lines => Output.Split('\n');

    /// <summary>The targets of the summary table with their status, in its order: <c>Restore Succeeded</c>.</summary>
    public IReadOnlyList<string> Summary
        => [.. Lines.SkipWhile(x => !x.StartsWith("Target  ", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(x => !x.StartsWith('─'))
            .Select(x => string.Join(' ', x.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2)))];

    /// <summary>The targets that ran, in the order of their banners.</summary>
    public IReadOnlyList<string> Banners => [.. Lines.Where(x => x.StartsWith("║ ", StringComparison.Ordinal)).Select(x => x[2..])];

    public static async Task<SampleBuild> Run(params string[] arguments) => await new SampleBuild().Execute(arguments);

    public SampleBuild With(string variable, string value)
    {
        _environment[variable] = value;
        return this;
    }

    public SampleBuild WithFile(string path, string content)
    {
        File.WriteAllText(Path.Combine(Root, path), content);
        return this;
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    public async Task<SampleBuild> Execute(params string[] arguments)
    {
        var raw = new StringBuilder();
        var result = await Command([.. arguments, "--no-logo"])
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(raw))
            .ExecuteAsync();
        ExitCode = result.ExitCode;
        Output = Normalize(raw.ToString());
        return this;
    }

    /// <summary>Interrupts the build as Ctrl-C does when it prints <paramref name="line"/>.</summary>
    public async Task<SampleBuild> Interrupt(string line, params string[] arguments)
    {
        using var interrupt = new CancellationTokenSource();
        var watch = PipeTarget.ToDelegate(x =>
        {
            _output.AppendLine(x);
            if (x == line)
                interrupt.Cancel();
        });
        try
        {
            await Command([.. arguments, "--no-logo"])
                .WithStandardOutputPipe(watch)
                .ExecuteAsync(CancellationToken.None, interrupt.Token);
        }
        catch (OperationCanceledException)
        {
            ExitCode = -1;
        }

        Output = Normalize(_output.ToString());
        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    static string Normalize(string output)
    {
        var text = output.ReplaceLineEndings("\n").Replace('\u00a0', ' ').Replace("\u200b", string.Empty, StringComparison.Ordinal);
        text = StackFrames().Replace(text, string.Empty);
        text = Times().Replace(text, "00:00:00");
        return Dates().Replace(text, "on <date>.");
    }

    Command Command(string[] arguments)
    {
        var name = OperatingSystem.IsWindows() ? "StandIns.SampleBuild.exe" : "StandIns.SampleBuild";
        return Cli.Wrap(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../StandIns.SampleBuild/debug", name)))
            .WithArguments(arguments)
            .WithWorkingDirectory(Root)
            .WithEnvironmentVariables(_environment)
            .WithValidation(CommandResultValidation.None);
    }

    [GeneratedRegex(@"^(\e\[[0-9;]*m)* +(at .*|--- End of .*)\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StackFrames();

    [GeneratedRegex(@"\d\d:\d\d:\d\d", RegexOptions.None, 1000)]
    private static partial Regex Times();

    [GeneratedRegex(@"on \d\d/\d\d/\d{4} 00:00:00\.", RegexOptions.None, 1000)]
    private static partial Regex Dates();
}

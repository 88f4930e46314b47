using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Nuke.Common.IO;

namespace StandIns.Tests.Components;

/// <summary>A directory with a solution, in which StandIns.ComponentBuild runs with a <c>dotnet</c> that only echoes.</summary>
sealed class ComponentBuild : IDisposable
{
    readonly AbsolutePath _dotnet;

    public ComponentBuild()
    {
        Root.CreateDirectory();
        (Root / ".nuke" / "parameters.json").WriteAllText("""{ "Solution": "all.slnx" }""");
        (Root / "all.slnx").WriteAllText(
            """<Solution><Project Path="App/App.csproj" /><Project Path="A.Tests/A.Tests.csproj" /></Solution>""");
        _dotnet = (Root / "dotnet").WriteAllText("#!/bin/sh\nexit ${DOTNET_EXIT:-0}");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public AbsolutePath Root { get; } = (AbsolutePath)Directory.CreateTempSubdirectory().FullName / "root";

    /// <summary>The console without colours and times, with <c>ROOT</c> for the directory.</summary>
    public async Task<(int ExitCode, string[] Lines)> RunAsync(string[] arguments, params (string Name, string Value)[] variables)
    {
        var result = await Cli.Wrap("dotnet")
            .WithArguments([Path.Combine(AppContext.BaseDirectory, "StandIns.ComponentBuild.dll"), .. arguments, "--no-logo"])
            .WithWorkingDirectory(Root)
            .WithEnvironmentVariables(e => e
                .Set("DOTNET_EXE", _dotnet)
                .Set("NUKE_TELEMETRY_OPTOUT", "1")
                .Set(variables.ToDictionary(x => x.Name, x => (string?)x.Value)))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        var text = Regex.Replace(result.StandardOutput, "\x1b\\[[0-9;]*m", string.Empty, RegexOptions.NonBacktracking)
            .Replace(Root, "ROOT", StringComparison.Ordinal);
        var lines = text.Split('\n').Select(WithoutTime).ToArray();
        return (result.ExitCode, lines);
    }

    /// <summary>The commands that were run, in order, without the program.</summary>
    public async Task<string[]> CommandsAsync(string[] arguments, params (string Name, string Value)[] variables)
    {
        const string Start = "[INF] > ROOT/dotnet ";
        var (exitCode, lines) = await RunAsync(arguments, variables);
        Assert.True(exitCode == 0, string.Join('\n', lines));
        return lines.Where(x => x.StartsWith(Start, StringComparison.Ordinal)).Select(x => x[Start.Length..]).ToArray();
    }

    public void Dispose() => Directory.Delete(Root.Parent, recursive: true);

    static string WithoutTime(string line) => line.Length > 9 && line[2] == ':' && line[5] == ':' ? line[9..] : line;
}

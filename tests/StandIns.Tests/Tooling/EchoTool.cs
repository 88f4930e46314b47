using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace StandIns.Tests.Tooling;

/// <summary>A program that prints each of its arguments, and what the wrapper handed to it.</summary>
sealed class EchoTool : IDisposable
{
    readonly AbsolutePath _directory = Directory.CreateTempSubdirectory().FullName;

    public EchoTool(string script = "for a; do echo \"[$a]\"; done")
    {
        Path = _directory / "tool";
        Path.WriteAllText($"#!/bin/sh\n{script}");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public AbsolutePath Path { get; }

    /// <summary>The raw argument string and what the program saw of it.</summary>
    public static (string Line, string[] Arguments) Run<T>(Func<T, IReadOnlyCollection<Output>> run, T options)
        where T : ToolOptions
    {
        using var tool = new EchoTool();
        var line = string.Empty;
        var output = run(options
            .SetProcessToolPath(tool.Path)
            .DisableProcessInvocationLogging()
            .DisableProcessOutputLogging()
            .SetProcessExitHandler(process => { line = process.Arguments; }));
        return (line, output.Select(x => x.Text).ToArray());
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}

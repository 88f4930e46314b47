using System.Diagnostics;
using BuildChain.Components.Reporting;
using BuildChain.Compose;
using Nuke.Common.Tooling;
using Serilog;

namespace BuildChain.Components.Docker;

/// <summary>Runs one call of compose through NUKE's tool task. Its lines are details: the build shows the services' conditions itself.</summary>
static class ComposeRunner
{
    public static Task<ComposeExecution> Run(ComposeInvocation invocation, CancellationToken cancellationToken)
        => Task.Run(() => Execute(invocation), cancellationToken);

    static ComposeExecution Execute(ComposeInvocation invocation)
    {
        StackReporter.Interrupt(() => Log.Information("> {Command:l}", $"{invocation.Executable} {string.Join(' ', invocation.Arguments)}"));
        var watch = Stopwatch.StartNew();
        var lines = new List<string>();
        var exitCode = (int?)null;
        void Line(OutputType type, string text)
        {
            lock (lines)
                lines.Add(text);
            Log.Verbose("{Text:l}", text);
        }

        try
        {
            Start(invocation, Line, process => exitCode = process.ExitCode);
        }
        catch (Exception) when (exitCode is null && watch.Elapsed >= invocation.Timeout)
        {
            // NUKE's own word for a process that it ended at its timeout.
        }

        lock (lines)
            return new ComposeExecution(exitCode, string.Join('\n', lines));
    }

    static void Start(ComposeInvocation invocation, Action<OutputType, string> onLine, Action<IProcess> onExit)
    {
        T With<T>(T settings) where T : ComposeSettingsBase
            => settings
                .SetProcessToolPath(invocation.Executable)
                .SetProcessWorkingDirectory(invocation.WorkingDirectory)
                .SetProcessEnvironmentVariables(ChildEnvironment.With(invocation.Environment))
                .SetProcessExecutionTimeout((int)invocation.Timeout.TotalMilliseconds)
                .SetProcessLogger(onLine)
                // Shown by hand, so that it does not get into the line of the services' conditions.
                .DisableProcessInvocationLogging()
                .SetProcessExitHandler(onExit);

        if (invocation.Arguments.Contains("down", StringComparer.Ordinal))
            ComposeTasks.ComposeDown(settings => With(ComposeArguments.Apply(settings, invocation.Arguments)));
        else
            ComposeTasks.ComposeUp(settings => With(ComposeArguments.Apply(settings, invocation.Arguments)));
    }
}

using BuildChain.Bake;
using BuildChain.Components.Input;
using BuildChain.Processes;
using Nuke.Common;
using Nuke.Common.Tooling;

namespace BuildChain.Components.Docker;

/// <summary>Runs one call of bake: on the terminal itself where there is one, through NUKE's tool task elsewhere.</summary>
static class BakeRunner
{
    /// <summary>buildx's name for the choice; <c>auto</c> is decided here, since buildx would judge by a pipe.</summary>
    public static string Progress(ProgressChoice choice)
        => choice != ProgressChoice.Auto ? choice : HasTerminal ? "tty" : "plain";

    static bool HasTerminal => NukeBuild.IsLocalBuild && !Console.IsErrorRedirected && !Console.IsOutputRedirected;

    public static Task<BakeExecution> Run(BakeInvocation invocation, CancellationToken cancellationToken)
        => invocation.Progress == "tty" ? OnTerminalAsync(invocation, cancellationToken) : Task.Run(() => ThroughTask(invocation), cancellationToken);

    static async Task<BakeExecution> OnTerminalAsync(BakeInvocation invocation, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest(invocation.Executable, invocation.Arguments)
        {
            WorkingDirectory = invocation.WorkingDirectory,
            Environment = invocation.Environment,
        };
        Serilog.Log.Information("> {Command:l}", request.CommandLine);
        return new BakeExecution(await AttachedProcess.RunAsync(request, cancellationToken), Output: null);
    }

    static BakeExecution ThroughTask(BakeInvocation invocation)
        => invocation.Arguments is ["bake", ..] ? ThroughTask(invocation, BakeSettings.Direct(invocation.Arguments))
            : ThroughTask(invocation, BakeSettings.From(invocation.Arguments));

    static BakeExecution ThroughTask<T>(BakeInvocation invocation, T settings)
        where T : BuildxBakeSettings
    {
        var exitCode = 0;
        var output = BuildxTasks.BuildxBake(settings
            .SetProcessToolPath(invocation.Executable)
            .SetProcessWorkingDirectory(invocation.WorkingDirectory)
            .SetProcessEnvironmentVariables(ChildEnvironment.With(invocation.Environment))
            .SetProcessExitHandler(process => exitCode = process.ExitCode));
        return new BakeExecution(exitCode, string.Join('\n', output.Select(line => line.Text)));
    }
}

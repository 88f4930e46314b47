using System.Text;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Runs a build from the command line to the exit code.</summary>
static class BuildManager
{
    const int ErrorExitCode = -1;

    // The last one added is called first.
    static readonly LinkedList<Action> s_cancellationHandlers = new();

    public static void OnCancellation(Action handler)
    {
        if (s_cancellationHandlers.Count == 0)
            Console.CancelKeyPress += (_, _) => HandleCancellation();
        s_cancellationHandlers.AddFirst(handler);
    }

    public static int Execute<T>(Func<T, IReadOnlyCollection<Delegate>> getDefaultTargets)
        where T : NukeBuild, new()
    {
        Console.OutputEncoding = Encoding.UTF8;
        var build = new T();
        try
        {
            Logging.Configure(build);
            build.ExecutableTargets = ExecutableTargetFactory.CreateAll(build, getDefaultTargets(build));
            Run(build);
            return build.ExitCode ??= build.IsSucceeding ? 0 : ErrorExitCode;
        }
        catch (Exception exception)
        {
            exception = Errors.Unwrap(exception);
            if (exception is not TargetExecutionException)
            {
                Log.Verbose(exception, "Target-unrelated exception was thrown");
                Host.Error(exception.Message);
            }

            return build.ExitCode ??= ErrorExitCode;
        }
        finally
        {
            Finish(build);
            Log.CloseAndFlush();
        }
    }

    static void Run(NukeBuild build)
    {
        var targets = build.ExecutableTargets;
        build.Notify<IOnBuildCreated>(nameof(IOnBuildCreated.OnBuildCreated), x => x.OnBuildCreated(targets));
        if (!build.NoLogo)
            build.WriteLogo();

        build.ExecutionPlan = ExecutionPlanner.GetExecutionPlan(
            targets, ParameterService.GetParameter<string[]>(BuiltIn.Target, BuiltIn.TargetSeparator[0]));
        build.Notify<IOnBuildInitialized>(
            nameof(IOnBuildInitialized.OnBuildInitialized), x => x.OnBuildInitialized(targets, build.ExecutionPlan));

        OnCancellation(() => Finish(build));
        BuildExecutor.Execute(build, ParameterService.GetParameter<string[]>(BuiltIn.Skip, BuiltIn.TargetSeparator[0]));
    }

    static void Finish(NukeBuild build)
    {
        if (build.ExecutionPlan == null)
            return;

        foreach (var target in build.ExecutionPlan)
        {
            target.Stopwatch.Stop();
            target.Status = target.Status switch
            {
                ExecutionStatus.Running => ExecutionStatus.Aborted,
                ExecutionStatus.Scheduled => ExecutionStatus.NotRun,
                var status => status,
            };
        }

        build.WriteErrorsAndWarnings();
        build.WriteTargetOutcome();
        build.WriteBuildOutcome();
        build.Notify<IOnBuildFinished>(nameof(IOnBuildFinished.OnBuildFinished), x => x.OnBuildFinished());
    }

    static void HandleCancellation()
    {
        foreach (var handler in s_cancellationHandlers)
            handler();
    }
}

/// <summary>A target failed; the failure is already logged.</summary>
sealed class TargetExecutionException(string target, Exception inner)
    : Exception($"Target '{target}' has thrown an exception.", inner);

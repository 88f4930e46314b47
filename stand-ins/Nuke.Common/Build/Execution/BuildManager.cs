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
        }
        catch (Exception thrown)
        {
            build.ExitCode ??= ErrorExitCode;
            Report(Errors.Unwrap(thrown));
        }
        finally
        {
            Finish(build);
            Log.CloseAndFlush();
        }

        return build.ExitCode ??= build.IsSucceeding ? 0 : ErrorExitCode;
    }

    /// <summary>A target's failure was told when it failed; anything else is told here.</summary>
    static void Report(Exception failure)
    {
        if (failure is TargetExecutionException)
            return;
        Log.Verbose(failure, "Target-unrelated exception was thrown");
        Host.Error(failure.Message);
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
            Close(target);

        build.WriteErrorsAndWarnings();
        build.WriteTargetOutcome();
        build.WriteBuildOutcome();
        build.Notify<IOnBuildFinished>(nameof(IOnBuildFinished.OnBuildFinished), x => x.OnBuildFinished());
    }

    /// <summary>Gives a target that will not go on its final status.</summary>
    static void Close(ExecutableTarget target)
    {
        target.Stopwatch.Stop();
        if (target.Status == ExecutionStatus.Running)
            target.Status = ExecutionStatus.Aborted;
        else if (target.Status == ExecutionStatus.Scheduled)
            target.Status = ExecutionStatus.NotRun;
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

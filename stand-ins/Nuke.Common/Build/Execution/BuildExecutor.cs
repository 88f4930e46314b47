using Serilog;

namespace Nuke.Common.Execution;

/// <summary>
/// Runs the targets of the plan one after the other, leaving out those that the command line, a condition, or (with
/// <c>--continue</c>) the previous attempt allows to skip.
/// </summary>
sealed class BuildExecutor
{
    readonly NukeBuild _build;
    readonly BuildAttempt _attempt;

    BuildExecutor(NukeBuild build, BuildAttempt attempt)
    {
        _build = build;
        _attempt = attempt;
    }

    /// <param name="build">The build.</param>
    /// <param name="skippedNames">The values of <c>--skip</c>: none skips everything that wasn't invoked; null without the parameter.</param>
    public static void Execute(NukeBuild build, IReadOnlyCollection<string> skippedNames)
    {
        var skipping = new Skipping(build.ExecutionPlan);
        if (skippedNames != null)
            skipping.SkipByName(skippedNames);
        foreach (var target in build.ExecutionPlan)
            skipping.CheckConditions(target, target.StaticConditions);

        Requirements.Check(build);
        new BuildExecutor(build, BuildAttempt.Start(build.Continue)).ExecuteAll(skipping);
    }

    void ExecuteAll(Skipping skipping)
    {
        BuildManager.OnCancellation(ExecuteAssured);
        try
        {
            foreach (var target in _build.ExecutionPlan)
                Execute(target, skipping, isAssured: false);
        }
        catch
        {
            ExecuteAssured();
            throw;
        }

        void ExecuteAssured()
        {
            foreach (var target in _build.ExecutionPlan)
            {
                if (target.AssuredAfterFailure && target.Status == ExecutionStatus.Scheduled)
                    Execute(target, skipping, isAssured: true);
            }
        }
    }

    void Execute(ExecutableTarget target, Skipping skipping, bool isAssured)
    {
        if (target.Status == ExecutionStatus.Skipped ||
            _attempt.HasDone(target) ||
            skipping.CheckConditions(target, target.DynamicConditions))
        {
            target.Status = ExecutionStatus.Skipped;
            _build.Notify<IOnTargetSkipped>(nameof(IOnTargetSkipped.OnTargetSkipped), x => x.OnTargetSkipped(target));
        }
        else if (target.Actions.Count == 0)
        {
            target.Status = ExecutionStatus.Collective;
        }
        else
        {
            using (Logging.SetTarget(target.Name))
            using (_build.WriteTarget(target.Name))
                Run(target, isAssured);
        }
    }

    void Run(ExecutableTarget target, bool isAssured)
    {
        target.Stopwatch.Start();
        target.Status = ExecutionStatus.Running;
        _build.Notify<IOnTargetRunning>(nameof(IOnTargetRunning.OnTargetRunning), x => x.OnTargetRunning(target));
        try
        {
            foreach (var action in target.Actions)
                action();

            target.Stopwatch.Stop();
            target.Status = ExecutionStatus.Succeeded;
            _build.Notify<IOnTargetSucceeded>(nameof(IOnTargetSucceeded.OnTargetSucceeded), x => x.OnTargetSucceeded(target));
            _attempt.Add(target);
        }
        catch (Exception exception)
        {
            exception = Errors.Unwrap(exception);
            Fail(target, exception);
            if (!target.ProceedAfterFailure && !isAssured)
                throw new TargetExecutionException(target.Name, exception);
        }
    }

    void Fail(ExecutableTarget target, Exception exception)
    {
        if (target.SummaryInformation.Count == 0)
        {
            var firstLine = exception.Message.Split("\r\n")[0].Split('\n')[0];
            _build.ReportSummary(target, x =>
            {
                x.Add(exception.GetType().Name, firstLine);
                return x;
            });
        }

        Log.Error(exception, "Target {TargetName} has thrown an exception", target.Name);
        target.Stopwatch.Stop();
        target.Status = ExecutionStatus.Failed;
        _build.Notify<IOnTargetFailed>(nameof(IOnTargetFailed.OnTargetFailed), x => x.OnTargetFailed(target));
    }
}

using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Marks targets as skipped, with the dependencies that nothing else needs.</summary>
sealed class Skipping(IReadOnlyCollection<ExecutableTarget> plan)
{
    public void SkipByName(IReadOnlyCollection<string> names)
    {
        names = names.Select(x => x.Replace("-", string.Empty)).ToList();
        foreach (var target in plan)
        {
            if (names.Count == 0 || names.Contains(target.Name, StringComparer.OrdinalIgnoreCase))
                Skip(target, "via parameter");
        }
    }

    /// <summary>Evaluates conditions and skips the target if one is false; true if the target has ever failed a condition.</summary>
    public bool CheckConditions(ExecutableTarget target, List<(string Text, Func<bool> Delegate)> conditions)
    {
        try
        {
            var violated = conditions.Where(x => !x.Delegate()).Select(x => WithoutLambda(x.Text)).ToList();
            if (violated.Count > 0)
            {
                target.OnlyWhen = string.Join(" && ", violated);
                Skip(target);
            }
        }
        catch (Exception exception)
        {
            exception = Errors.Unwrap(exception);
            Log.Error(exception, "Invocation of condition for {TargetName} has thrown an exception", target.Name);
            throw new TargetExecutionException(target.Name, exception);
        }

        return target.OnlyWhen != null;
    }

    void Skip(ExecutableTarget target, string reason = null)
    {
        if (target.Status != ExecutionStatus.Scheduled)
            return;

        if (!target.Invoked)
        {
            target.Status = ExecutionStatus.Skipped;
            target.Skipped ??= reason;
        }

        if (target.DependencyBehavior == DependencyBehavior.Execute)
            return;

        var notNeeded = target.ExecutionDependencies.Concat(target.Triggers).Where(x => !IsNeededBesides(target, x)).ToList();
        foreach (var dependency in notNeeded)
            Skip(dependency, $"because of {target.Name}");
    }

    bool IsNeededBesides(ExecutableTarget target, ExecutableTarget dependency)
        => plan.Any(x => x != target &&
                         x.Status == ExecutionStatus.Scheduled &&
                         (x.ExecutionDependencies.Contains(dependency) || x.Triggers.Contains(dependency)));

    // "() => Condition" is shown as "Condition".
    static string WithoutLambda(string condition)
        => condition.TrimStart('(').Trim().TrimStart(')').Trim().TrimStart('=').Trim().TrimStart('>').Trim();
}

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
        var unmet = conditions.FindAll(condition => !Holds(target, condition.Delegate));
        if (unmet.Count > 0)
        {
            target.OnlyWhen = string.Join(" && ", unmet.Select(condition => Body(condition.Text)));
            Skip(target, reason: null);
        }

        return target.OnlyWhen != null;
    }

    static bool Holds(ExecutableTarget target, Func<bool> condition)
    {
        try
        {
            return condition();
        }
        catch (Exception thrown)
        {
            var cause = Errors.Unwrap(thrown);
            Log.Error(cause, "Invocation of condition for {TargetName} has thrown an exception", target.Name);
            throw new TargetExecutionException(target.Name, cause);
        }
    }

    // A target that was asked for by name runs all the same, yet what only it needs goes unless it says otherwise.
    void Skip(ExecutableTarget asked, string reason)
    {
        var pending = new Stack<(ExecutableTarget Target, string Reason)>();
        pending.Push((asked, reason));
        while (pending.TryPop(out var next))
        {
            if (next.Target.Status != ExecutionStatus.Scheduled)
                continue;
            if (!next.Target.Invoked)
                (next.Target.Status, next.Target.Skipped) = (ExecutionStatus.Skipped, next.Target.Skipped ?? next.Reason);
            if (next.Target.DependencyBehavior == DependencyBehavior.Skip)
            {
                foreach (var orphan in OrphanedBy(next.Target).Reverse())
                    pending.Push((orphan, $"because of {next.Target.Name}"));
            }
        }
    }

    /// <summary>What runs only for the target's sake: no other scheduled target depends on it or triggers it.</summary>
    IEnumerable<ExecutableTarget> OrphanedBy(ExecutableTarget target)
    {
        var others = plan.Where(other => other != target && other.Status == ExecutionStatus.Scheduled).ToList();
        return Drawn(target).Except(others.SelectMany(Drawn)).ToList();
    }

    static IEnumerable<ExecutableTarget> Drawn(ExecutableTarget target) => target.ExecutionDependencies.Concat(target.Triggers);

    // "() => Condition" is shown as "Condition".
    static string Body(string lambda)
    {
        var arrow = lambda.IndexOf("=>", StringComparison.Ordinal);
        return arrow >= 0 && lambda.AsSpan(0, arrow).Trim(" ()").IsEmpty ? lambda[(arrow + 2)..].Trim() : lambda.Trim();
    }
}

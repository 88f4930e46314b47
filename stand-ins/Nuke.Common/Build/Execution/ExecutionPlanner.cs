namespace Nuke.Common.Execution;

/// <summary>Chooses the targets of a run and their order: as declared, as far as dependencies, order and triggers allow.</summary>
static class ExecutionPlanner
{
    /// <param name="targets">All targets, in the order of declaration.</param>
    /// <param name="invokedNames">What the command line asked for, without regard to case and dashes; null for the default targets.</param>
    public static IReadOnlyCollection<ExecutableTarget> GetExecutionPlan(
        IReadOnlyCollection<ExecutableTarget> targets, IReadOnlyCollection<string> invokedNames)
    {
        var invoked = invokedNames == null ? targets.Where(x => x.IsDefault).ToList() : invokedNames.Select(x => Find(x, targets)).ToList();
        if (invokedNames != null)
            invoked.ForEach(x => x.Invoked = true);

        var order = SortDependentsFirst(targets);
        List<ExecutableTarget> plan;
        List<ExecutableTarget> triggered;
        do
        {
            plan = Select(order, invoked);
            triggered = plan.SelectMany(x => x.Triggers).Except(plan).Where(targets.Contains).ToList();
            invoked = [.. plan, .. triggered];
        }
        while (triggered.Count > 0);

        plan.ForEach(x => x.Status = ExecutionStatus.Scheduled);
        return plan;
    }

    static List<ExecutableTarget> Select(List<ExecutableTarget> order, List<ExecutableTarget> invoked)
    {
        var selected = new List<ExecutableTarget>();
        foreach (var target in order)
        {
            if (invoked.Contains(target) || selected.Exists(x => x.ExecutionDependencies.Contains(target)))
                selected.Add(target);
        }

        selected.Reverse();
        return selected;
    }

    // Always takes the first target that nothing left depends on.
    static List<ExecutableTarget> SortDependentsFirst(IReadOnlyCollection<ExecutableTarget> targets)
    {
        var dependencies = targets.ToDictionary(x => x, x => x.AllDependencies.Where(targets.Contains).ToHashSet());
        CheckCycles(targets, dependencies);

        var isStrict = EnvironmentInfo.GetNamedArgument<bool>("strict");
        var remaining = targets.ToList();
        var order = new List<ExecutableTarget>();
        while (remaining.Count > 0)
        {
            var independents = remaining.Where(x => !remaining.Exists(y => dependencies[y].Contains(x)));
            if (isStrict && independents.Count() > 1)
            {
                Assert.Fail(string.Join(
                    Environment.NewLine, ["Incomplete target definition order:", .. independents.Select(x => $"  - {x.Name}")]));
            }

            var next = independents.First();
            remaining.Remove(next);
            order.Add(next);
        }

        return order;
    }

    static void CheckCycles(
        IReadOnlyCollection<ExecutableTarget> targets, Dictionary<ExecutableTarget, HashSet<ExecutableTarget>> dependencies)
    {
        var cycles = new CycleFinder(dependencies).Find(targets);
        if (cycles.Count > 0)
        {
            Assert.Fail(string.Join(
                Environment.NewLine,
                ["Circular dependencies between targets:", .. cycles.Select(x => $" - {string.Join(", ", x.Select(y => y.Name))}")]));
        }
    }

    static ExecutableTarget Find(string name, IReadOnlyCollection<ExecutableTarget> targets)
    {
        name = name.Replace("-", string.Empty);
        var target = targets.SingleOrDefault(x => string.Equals(x.Name, name, StringComparison.OrdinalIgnoreCase));
        if (target == null)
        {
            Assert.Fail(string.Join(
                Environment.NewLine,
                [
                    $"Target with name '{name}' does not exist. Available targets are:",
                    .. targets.Select(x => $"  - {x.Name}").OrderBy(x => x),
                ]));
        }

        return target;
    }
}

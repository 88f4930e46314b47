using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Finds the targets of a build, evaluates their definitions, and resolves the delegates in them to targets.</summary>
static class ExecutableTargetFactory
{
    /// <summary>The target properties of the build class, in the order of declaration, then those of its components.</summary>
    public static IEnumerable<PropertyInfo> GetTargetProperties(Type buildType)
        => Members.Collect(buildType, ReadTargets, unique: true).Cast<PropertyInfo>();

    public static IReadOnlyCollection<ExecutableTarget> CreateAll(NukeBuild build, IReadOnlyCollection<Delegate> defaultTargets)
    {
        var targets = GetTargetProperties(build.GetType()).Select(x => Create(build, x, defaultTargets)).ToList();
        foreach (var target in targets)
            ApplyDependencies(target, targets);
        return targets;
    }

    static IEnumerable<MemberInfo> ReadTargets(Type type)
        => type.GetProperties(Members.Instance)
            .Where(x => x.PropertyType == typeof(Target) || x.PropertyType == typeof(Setup) || x.PropertyType == typeof(Cleanup));

    static ExecutableTarget Create(NukeBuild build, PropertyInfo property, IReadOnlyCollection<Delegate> defaultTargets)
    {
        var definition = new TargetDefinition(property, build, GetOverridden(build.GetType(), property));
        var factory = (Delegate)property.GetValue(build);
        switch (factory)
        {
            case Target target:
                target(definition);
                break;
            case Setup setup:
                setup(definition);
                break;
            case Cleanup cleanup:
                cleanup(definition);
                break;
        }

        return new ExecutableTarget
        {
            Name = property.ShortName(),
            Member = property,
            Definition = definition,
            Description = definition.Description,
            Factory = factory,
            IsDefault = defaultTargets.Contains(factory),
            DependencyBehavior = definition.DependencyBehavior,
            ProceedAfterFailure = definition.IsProceedAfterFailure,
            AssuredAfterFailure = definition.IsAssuredAfterFailure || factory is Cleanup,
            Listed = !definition.IsUnlisted,
            PartitionSize = definition.PartitionSize,
        };
    }

    static Stack<PropertyInfo> GetOverridden(Type buildType, PropertyInfo property)
    {
        var overridden = new List<PropertyInfo>();
        for (var type = buildType.BaseType; type != null && type != typeof(NukeBuild) && type != typeof(object); type = type.BaseType)
        {
            if (type.GetProperty(property.Name, Members.Instance | BindingFlags.DeclaredOnly) is { } ofBase && IsPublic(ofBase))
                overridden.Add(ofBase);
        }

        overridden.Reverse();
        return new Stack<PropertyInfo>(overridden);
    }

    static bool IsPublic(PropertyInfo property) => property.GetMethod?.IsPublic == true;

    static void ApplyDependencies(ExecutableTarget target, List<ExecutableTarget> all)
    {
        target.ExecutionDependencies.AddRange(Resolve(target, all, x => x.DependsOnTargets, x => x.DependentForTargets));
        target.OrderDependencies.AddRange(Resolve(target, all, x => x.AfterTargets, x => x.BeforeTargets));
        target.TriggerDependencies.AddRange(Resolve(target, all, x => x.TriggeredByTargets, x => x.TriggersTargets));
        target.Triggers.AddRange(Resolve(target, all, x => x.TriggersTargets, x => x.TriggeredByTargets));

        Assert.True(
            !target.AllDependencies.Concat(target.Triggers).Contains(target),
            $"Target '{target.Name}' cannot have a dependency on itself");

        if (target.Factory is Setup)
        {
            var cleanup = all.Single(x => x.Factory is Cleanup && x.Member.DeclaringType == target.Member.DeclaringType);
            target.Triggers.Add(cleanup);
            cleanup.TriggerDependencies.Add(target);
        }
    }

    static IEnumerable<ExecutableTarget> Resolve(
        ExecutableTarget target,
        List<ExecutableTarget> all,
        Func<TargetDefinition, List<Delegate>> direct,
        Func<TargetDefinition, List<Delegate>> reverse)
    {
        foreach (var factory in direct(target.Definition))
            yield return all.Single(x => x.Factory == factory);

        foreach (var other in all)
        {
            if (other != target && reverse(other.Definition).Contains(target.Factory))
                yield return other;
        }
    }
}

using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <content>The links to other targets, kept as the delegates that the targets are.</content>
sealed partial class TargetDefinition
{
    public List<Delegate> DependsOnTargets { get; } = [];
    public List<Delegate> DependentForTargets { get; } = [];
    public List<Delegate> BeforeTargets { get; } = [];
    public List<Delegate> AfterTargets { get; } = [];
    public List<Delegate> TriggersTargets { get; } = [];
    public List<Delegate> TriggeredByTargets { get; } = [];

    public ITargetDefinition DependsOn(params Target[] targets) => Link(DependsOnTargets, targets);
    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) => DependsOn(Of(targets));
    public ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets) => _build is T ? DependsOn(targets) : this;

    public ITargetDefinition DependentFor(params Target[] targets) => Link(DependentForTargets, targets);
    public ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets) => DependentFor(Of(targets));
    public ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets) => _build is T ? DependentFor(targets) : this;

    public ITargetDefinition Before(params Target[] targets) => Link(BeforeTargets, targets);
    public ITargetDefinition Before<T>(params Func<T, Target>[] targets) => Before(Of(targets));
    public ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets) => _build is T ? Before(targets) : this;

    public ITargetDefinition After(params Target[] targets) => Link(AfterTargets, targets);
    public ITargetDefinition After<T>(params Func<T, Target>[] targets) => After(Of(targets));
    public ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets) => _build is T ? After(targets) : this;

    public ITargetDefinition Triggers(params Target[] targets) => Link(TriggersTargets, targets);
    public ITargetDefinition Triggers<T>(params Func<T, Target>[] targets) => Triggers(Of(targets));
    public ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets) => _build is T ? Triggers(targets) : this;

    public ITargetDefinition TriggeredBy(params Target[] targets) => Link(TriggeredByTargets, targets);
    public ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets) => TriggeredBy(Of(targets));
    public ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets) => _build is T ? TriggeredBy(targets) : this;

    public ITargetDefinition Base()
    {
        Assert.True(
            _baseProperties.Count > 0,
            $"Target '{_property.DeclaringType}.{_property.Name}' does not have any base members."
            + $" To inherit from an interface default implementation, use {nameof(Inherit)}<T> instead.");
        return Inherit(GetNonVirtual(_baseProperties.Pop()));
    }

    public ITargetDefinition Inherit(params Target[] targets)
    {
        foreach (var target in targets)
            target(this);
        return this;
    }

    public ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets)
        => Inherit(targets.Length > 0
            ? [.. targets.Select(x => GetNonVirtual((PropertyInfo)x.GetMember()))]
            : [GetNonVirtual(GetOnlyTarget<T>("shorthand inheritance", typeof(Target)))]);

    public ITargetDefinition Produces(params string[] artifacts)
    {
        ArtifactProducts.AddRange(artifacts);
        return this;
    }

    // What is consumed only matters for generated CI files, which this stand-in doesn't write: the targets are just evaluated.
    public ITargetDefinition Consumes(params Target[] targets) => this;
    public ITargetDefinition Consumes<T>(params Func<T, Target>[] targets) => Consumes(Of(targets));
    public ITargetDefinition Consumes(Target target, params string[] artifacts) => this;
    public ITargetDefinition Consumes<T>(Func<T, Target> target, params string[] artifacts) => Consumes(target((T)_build), artifacts);
    public ITargetDefinition Consumes<T>(params string[] artifacts) => Consumes(Of<T>().Single(), artifacts);

    public ITargetDefinition DependsOnContext<T>()
        where T : INukeBuild
    {
        Assert.True(_build is T, $"'{_build.GetType().Name}' must implement context '{typeof(T).Name}'");
        DependsOnTargets.Add((Setup)GetOnlyTarget<T>("context dependency (missing setup)", typeof(Setup)).GetValue(_build));
        BeforeTargets.Add((Cleanup)GetOnlyTarget<T>("context dependency (missing cleanup)", typeof(Cleanup)).GetValue(_build));
        return this;
    }

    TargetDefinition Link(List<Delegate> links, Target[] targets)
    {
        links.AddRange(targets);
        return this;
    }

    Target[] Of<T>(params Func<T, Target>[] targets)
        => targets.Length > 0
            ? [.. targets.Select(x => x((T)_build))]
            : [(Target)GetOnlyTarget<T>("shorthand dependency", typeof(Target)).GetValue(_build)];

    PropertyInfo GetOnlyTarget<T>(string kind, Type targetType)
    {
        var candidates = typeof(T).GetProperties(Members.Instance).Where(x => x.PropertyType == targetType).ToList();
        if (candidates.Count == 1)
            return candidates[0];

        Assert.Fail(string.Join(Environment.NewLine,
        [
            $"Target '{_property.DeclaringType}.{_property.Name}' cannot have {kind} on component '{typeof(T).Name}'.",
            candidates.Count > 1 ? "Too many relevant targets:" : "No relevant targets.",
            .. candidates.Select(x => $"  - {x.Name}"),
        ]));
        return null;
    }

    // A component's or base class's own getter, although the build overrides it: a delegate on the method itself.
    Target GetNonVirtual(PropertyInfo property)
    {
        var getter = property.GetMethod.NotNull().MethodHandle.GetFunctionPointer();
        return ((Func<Target>)Activator.CreateInstance(typeof(Func<Target>), _build, getter))();
    }
}

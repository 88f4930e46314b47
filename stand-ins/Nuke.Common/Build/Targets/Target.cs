using Nuke.Common.Execution;

namespace Nuke.Common;

/// <summary>A target: a property of this type on the build class or on an interface it implements, for example
/// <c>Target Compile => _ => _.DependsOn(Restore).Executes(() => …);</c>.</summary>
public delegate ITargetDefinition Target(ITargetDefinition definition);

/// <summary>A target that prepares a context, see <see cref="ITargetDefinition.DependsOnContext{T}"/>.</summary>
public delegate ITargetDefinition Setup(ITargetDefinition definition);

/// <summary>A target that takes a context down again, even after a failure.</summary>
public delegate ITargetDefinition Cleanup(ITargetDefinition definition);

/// <summary>Asks whether a target is among others, for example <c>InvokedTargets.Contains(Compile)</c>.</summary>
public static class ExecutableTargetExtensions
{
    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Target target)
        => targets.Any(x => x.Factory.Equals(target));

    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Setup target)
        => targets.Any(x => x.Factory.Equals(target));

    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Cleanup target)
        => targets.Any(x => x.Factory.Equals(target));
}

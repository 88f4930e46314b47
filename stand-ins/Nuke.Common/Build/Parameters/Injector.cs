using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Gives the injected members of a build their values.</summary>
static class Injector
{
    static readonly Dictionary<MemberInfo, object> s_values = [];

    // The other parameters of the base class are read before there is a build, or are views of the execution plan.
    static readonly string[] s_ofBaseClass =
    [
        nameof(NukeBuild.Plan), nameof(NukeBuild.Help), nameof(NukeBuild.Continue), nameof(NukeBuild.NoLogo),
        nameof(NukeBuild.Verbosity), nameof(NukeBuild.Partition),
    ];

    public static void Inject(INukeBuild build, Func<InjectedMember, bool> filter)
    {
        var members = InjectedMember.Of(build.GetType())
            .Where(x => !x.Member.ReflectedType.NotNull().IsInterface)
            .Where(x => x.Member.DeclaringType != typeof(NukeBuild) || s_ofBaseClass.Contains(x.Member.Name))
            .Where(filter)
            .OrderBy(x => Depth(x.Member.DeclaringType))
            .ThenByDescending(x => x.Injection.Priority);

        foreach (var injected in members)
            Inject(build, injected);
    }

    /// <summary>The value of a component's parameter, read once.</summary>
    public static T Get<T>(LambdaExpression expression)
    {
        var member = expression.GetMember();
        if (s_values.GetValueOrDefault(member) is not { } value)
        {
            var attribute = member.GetCustomAttribute<ValueInjectionAttributeBase>().NotNull();
            var instance = expression.GetTarget();
            attribute.Build = instance as INukeBuild;
            s_values[member] = value = attribute.TryGetValue(member, instance);
        }

        return (T)value;
    }

    static void Inject(INukeBuild build, InjectedMember injected)
    {
        var (member, attribute) = (injected.Member, injected.Injection);
        attribute.Build = build;
        if (attribute.TryGetValue(member, build) is not { } value)
            return;

        Assert.True(
            member.ValueType().IsInstanceOfType(value),
            $"Member '{member.Name}' must be of type '{value.GetType().Name}' to get its valued injected from '{attribute.GetType().Name}'");
        member.Write(build, value);
    }

    static int Depth(Type type)
    {
        var depth = 0;
        for (var current = type.BaseType; current != null; current = current.BaseType)
            depth++;
        return depth;
    }
}

using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>A member of the build with the attribute that gives it its value.</summary>
class InjectedMember
{
    static readonly Dictionary<MemberInfo, InjectedMember> s_known = [];
    static Type s_type;
    static List<InjectedMember> s_ofType;

    InjectedMember(MemberInfo member, ValueInjectionAttributeBase injection)
    {
        Member = member;
        Injection = injection;
    }

    public MemberInfo Member { get; }
    public ValueInjectionAttributeBase Injection { get; }

    /// <summary>All injected members of a build class and its components, by member name.</summary>
    public static IReadOnlyList<InjectedMember> Of(Type type)
    {
        if (s_type != type)
        {
            s_ofType = Members.Collect(type, ReadInjected, unique: false).OrderBy(x => x.Name).Select(Get).ToList();
            s_type = type;
        }

        return s_ofType;
    }

    /// <summary>The parameters among them, by parameter name.</summary>
    public static List<ParameterMember> ParametersOf(Type type, bool includeUnlisted)
        => Of(type).OfType<ParameterMember>().Where(x => includeUnlisted || x.Attribute.List).OrderBy(x => x.Name).ToList();

    public static ParameterMember Parameter(MemberInfo member)
        => Get(member) as ParameterMember
           ?? throw new ArgumentException($"Expected object of type '{typeof(ParameterAttribute).FullName}' to be not null");

    static IEnumerable<MemberInfo> ReadInjected(Type type)
        => type.GetProperties(Members.All).AsEnumerable<MemberInfo>()
            .Concat(type.GetFields(Members.All))
            .Where(x => x.IsDefined(typeof(ValueInjectionAttributeBase), inherit: true));

    static InjectedMember Get(MemberInfo member)
    {
        if (s_known.TryGetValue(member, out var known))
            return known;

        var injection = member.GetCustomAttribute<ValueInjectionAttributeBase>();
        return s_known[member] = injection is ParameterAttribute parameter
            ? new ParameterMember(member, parameter)
            : new InjectedMember(member, injection);
    }

    /// <summary>A parameter of the build with the name that users know it by, prefix included.</summary>
    public sealed class ParameterMember(MemberInfo member, ParameterAttribute attribute) : InjectedMember(member, attribute)
    {
        string _name;

        public ParameterAttribute Attribute { get; } = attribute;

        public string Name => _name ??= Prefix + (Attribute.Name ?? Member.Name);

        string Prefix => Member.DeclaringType is { IsInterface: true } component
            ? component.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix
            : null;
    }
}

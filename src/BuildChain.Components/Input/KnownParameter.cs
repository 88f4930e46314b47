using System.Reflection;
using System.Text;
using Nuke.Common;
using Nuke.Common.Tooling;

namespace BuildChain.Components.Input;

/// <summary>A parameter of the build class: its own, a component's, or one of NUKE's.</summary>
/// <param name="Name">As NUKE compares it: the member's name, with its component's prefix, without dashes.</param>
public sealed record KnownParameter(string Name, Type Type)
{
    readonly Lazy<IReadOnlyList<string>> _accepts = new(() => Values(Scalar(Type)));

    /// <summary>The values of an enumeration, by name; empty when any text or number of the type is meant.</summary>
    public IReadOnlyList<string> Accepts => _accepts.Value;

    /// <summary>One of NUKE's own, whose environment variables (<c>HOST</c>, <c>ROOT</c> …) often mean something else.</summary>
    public bool IsNukes { get; init; }

    /// <summary>As it is typed: <c>--dashed-name</c>.</summary>
    public string Option => "--" + Dashed(Name);

    /// <summary>Every parameter of the build class, NUKE's included, in the order of their names.</summary>
    public static IReadOnlyList<KnownParameter> Of(Type build)
        => Types(build)
            .SelectMany(type => type.GetMembers(
                BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(member => member is PropertyInfo or FieldInfo && member.IsDefined(typeof(ParameterAttribute), inherit: false))
            .Select(From)
            // NUKE has no member for it.
            .Append(new KnownParameter("GenerateConfiguration", typeof(string)) { IsNukes = true })
            .DistinctBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .ToList();

    /// <summary>Whether it takes any number of values, separated by spaces.</summary>
    public bool TakesMany => Type != typeof(string) && Type.IsAssignableTo(typeof(System.Collections.IEnumerable));

    /// <summary>The build class with its bases, then its components.</summary>
    internal static IEnumerable<Type> Types(Type build)
    {
        for (var type = build; type is not null && type != typeof(object); type = type.BaseType)
            yield return type;
        foreach (var component in build.GetInterfaces())
            yield return component;
    }

    static KnownParameter From(MemberInfo member)
    {
        var attribute = member.GetCustomAttribute<ParameterAttribute>()!;
        var prefix = member.DeclaringType!.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix;
        var type = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
        return new KnownParameter(prefix + (attribute.Name ?? member.Name), type) { IsNukes = member.DeclaringType == typeof(NukeBuild) };
    }

    /// <summary>The type of one value: an array's element, a nullable's value.</summary>
    internal static Type Scalar(Type type)
    {
        var element = type.IsArray ? type.GetElementType()! : type;
        return Nullable.GetUnderlyingType(element) ?? element;
    }

    static string[] Values(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type);
        if (type == typeof(Host))
            return Hosts();
        return type.IsAssignableTo(typeof(Enumeration))
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.Name).Order(StringComparer.Ordinal).ToArray()
            : [];
    }

    /// <summary>The hosts that NUKE knows: the types that derive from its <see cref="Host"/>.</summary>
    static string[] Hosts()
        => AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name!.StartsWith("Nuke.", StringComparison.Ordinal))
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(Host)) && !type.IsAbstract)
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal)
            .ToArray();

    static string Dashed(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                text.Append('-');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}

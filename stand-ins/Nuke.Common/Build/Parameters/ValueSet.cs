using System.Reflection;
using Nuke.Common.Execution;
using Nuke.Common.Tooling;
using Nuke.Common.Utilities;
using Serilog;

namespace Nuke.Common;

/// <summary>The values a parameter accepts, by name: from its attribute, its provider member, its enumeration or its enum.</summary>
static class ValueSet
{
    /// <summary>The values in the order of their names, or null if anything is accepted.</summary>
    public static List<string> Of(MemberInfo member, object instance)
    {
        var attribute = InjectedMember.Parameter(member).Attribute;
        try
        {
            var values = OfAttribute(attribute.GetValueSet(member, instance))
                         ?? OfProvider(attribute, instance)
                         ?? OfType(ScalarOf(member.ValueType()));
            return values?.OrderBy(x => x).ToList();
        }
        catch (Exception exception)
        {
            Log.Warning(Errors.Unwrap(exception), "Could not resolve value-set for {Parameter}", member.DisplayName());
            return null;
        }
    }

    /// <summary>The type of one value: of an array's or other collection's elements, of a nullable's value.</summary>
    public static Type ScalarOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return underlying;
        if (type.IsArray)
            return type.GetElementType();
        return IsCollection(type) ? type.GetGenericArguments().Single() : type;
    }

    public static bool IsCollection(Type type)
        => type != typeof(string) &&
           type.GetInterfaces().Prepend(type).Any(x => x.IsGenericType && x.GetGenericTypeDefinition() == typeof(IEnumerable<>));

    static IEnumerable<string> OfAttribute(IEnumerable<(string Text, object Value)> values)
    {
        if (values == null)
            return null;

        var names = new List<string>();
        foreach (var value in values)
            names.Add(value.Text);
        return names;
    }

    static IEnumerable<string> OfProvider(ParameterAttribute attribute, object instance)
    {
        if (attribute.ValueProviderMember == null)
            return null;

        var type = attribute.ValueProviderType ?? instance.GetType();
        var provider = type.GetMember(attribute.ValueProviderMember, Members.All)
            .SingleOrDefault()
            .NotNull($"No single provider '{type.Name}.{attribute.ValueProviderMember}' found");
        Assert.True(
            provider.ValueType() == typeof(IEnumerable<string>),
            $"Value provider '{provider.Name}' must be of type '{typeof(IEnumerable<string>).GetDisplayShortName()}'");
        return (IEnumerable<string>)provider.Read(instance);
    }

    static IEnumerable<string> OfType(Type type)
    {
        if (type.IsSubclassOf(typeof(Enumeration)))
            return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(x => x.Name);
        return type.IsEnum ? Enum.GetNames(type) : null;
    }
}

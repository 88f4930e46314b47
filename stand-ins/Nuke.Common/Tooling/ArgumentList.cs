using System.Collections.Concurrent;
using System.Reflection;
using Nuke.Common.Utilities;

namespace Nuke.Common.Tooling;

/// <summary>Writes the options that were set as command-line arguments.</summary>
static class ArgumentList
{
    static readonly ConcurrentDictionary<Type, Dictionary<string, (PropertyInfo, ArgumentAttribute)>> s_arguments = new();

    /// <summary>The command, then positive positions, then the others in the order they were set, then negative ones.</summary>
    public static IEnumerable<string> Of(ToolOptions options)
    {
        var command = options.GetType().GetCustomAttribute<CommandAttribute>();
        var escape = EscapeOf(options, command?.Type);
        var arguments = PropertiesOf(options)
            .OrderByDescending(x => Math.Sign(x.Attribute.Position))
            .ThenBy(x => x.Attribute.Position)
            .SelectMany(x => new ArgumentFormat(options, x.Property, x.Attribute, escape).Write(x.Value))
            .Where(x => x != null);
        return (command?.Arguments is { } words ? [words] : Array.Empty<string>())
            .Concat(arguments)
            .Concat(options.ProcessAdditionalArguments ?? []);
    }

    /// <summary>What was set and has an <see cref="ArgumentAttribute"/>, in the order it was set.</summary>
    public static IEnumerable<(PropertyInfo Property, ArgumentAttribute Attribute, object Value)> PropertiesOf(ToolOptions options)
    {
        var arguments = s_arguments.GetOrAdd(options.GetType(), Find);
        foreach (var (name, value) in options.Values)
        {
            if (arguments.TryGetValue(name, out var argument))
                yield return (argument.Item1, argument.Item2, value);
        }
    }

    static Dictionary<string, (PropertyInfo, ArgumentAttribute)> Find(Type type)
        => type.GetProperties(ReflectionUtility.Instance)
            .Concat(type.GetInterfaces().SelectMany(x => x.GetProperties()))
            .Select(x => (Property: x, Attribute: x.GetCustomAttribute<ArgumentAttribute>()))
            .Where(x => x.Attribute != null)
            .DistinctBy(x => x.Property.Name)
            .ToDictionary(x => x.Property.Name);

    static Func<string, PropertyInfo, string> EscapeOf(ToolOptions options, Type tool)
    {
        if (tool?.GetCustomAttribute<ArgumentEscapeAttribute>() is not { } escape)
            return (value, _) => value.DoubleQuoteIfNeeded();
        var method = (escape.Type ?? options.GetType()).GetMethod(escape.Method, ReflectionUtility.All);
        return (value, property) => (string)method.Invoke(options, [value, property]);
    }
}

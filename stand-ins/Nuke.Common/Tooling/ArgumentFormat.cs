using System.Reflection;
using Nuke.Common.Utilities;

namespace Nuke.Common.Tooling;

/// <summary>
/// One option's <c>--name {value}</c> or <c>--name {key}={value}</c>. Words of the format are arguments of their own;
/// a value that is empty leaves the whole argument out.
/// </summary>
sealed class ArgumentFormat(
    ToolOptions options,
    PropertyInfo property,
    ArgumentAttribute attribute,
    Func<string, PropertyInfo, string> escape)
{
    const string Key = "{key}";
    const string Value = "{value}";

    readonly string[] _parts = attribute.Format.SplitSpace();

    public IEnumerable<string> Write(object value)
    {
        var type = property.PropertyType;
        if (!type.IsGenericType || type.IsClass || Nullable.GetUnderlyingType(type) != null)
            return Scalar(value, type);

        var elementType = type.GetGenericArguments()[^1];
        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(IReadOnlyList<>) ? List((object[])value, elementType)
            : definition == typeof(IReadOnlyDictionary<,>) ? Dictionary((OptionValue.Pairs)value, elementType)
            : definition == typeof(ILookup<,>) ? Lookup((OptionValue.Pairs)value, elementType)
            : [];
    }

    IEnumerable<string> Scalar(object value, Type type)
    {
        var isFlag = type == typeof(bool?) && !attribute.Format.ContainsOrdinalIgnoreCase(Value);
        if (isFlag && !(bool)OptionValue.Convert(value, typeof(bool)))
            return [];
        var text = Text(value, type);
        return text.IsNullOrWhiteSpace() ? [] : _parts.Select(part => part.Replace(Value, text));
    }

    IEnumerable<string> List(object[] items, Type elementType)
    {
        Assert.True(_parts.Length <= 2);
        var values = items.Select(x => Text(x, elementType)).Where(x => !x.IsNullOrWhiteSpace()).ToList();
        if (attribute.Separator == null)
            return values.SelectMany(value => _parts.Select(part => part.Replace(Value, value)));

        var joined = values.Join(attribute.Separator);
        return _parts.SelectMany(part => part switch
        {
            _ when !part.ContainsOrdinalIgnoreCase(Value) => [part],
            _ when attribute.QuoteMultiple => [part.Replace(Value, joined.DoubleQuote())],
            _ when attribute.Separator.IsNullOrWhiteSpace() => values.Select(value => part.Replace(Value, value)),
            _ => [part.Replace(Value, joined)],
        });
    }

    IEnumerable<string> Dictionary(OptionValue.Pairs pairs, Type valueType)
    {
        var entries = pairs.Entries
            .Select(x => (x.Key, Value: Text(x.Value, valueType)))
            .Where(x => !x.Value.IsNullOrWhiteSpace())
            .ToList();
        return attribute.Separator == null
            ? entries.SelectMany(entry => _parts.Select(part => Fill(part, entry)))
            : Joined(entries);
    }

    IEnumerable<string> Lookup(OptionValue.Pairs pairs, Type valueType)
    {
        var groups = pairs.Entries.Select(x => (x.Key, Values: ((object[])x.Value).Select(value => Text(value, valueType))));
        if (attribute.Separator == null && attribute.InnerSeparator == null)
            return groups.SelectMany(x => x.Values, (x, value) => (x.Key, value)).SelectMany(x => _parts.Select(part => Fill(part, x)));

        Assert.True(attribute.InnerSeparator != null, $"Lookup argument '{property.Name}' must have an inner separator");
        var entries = groups.Select(x => (x.Key, x.Values.Join(attribute.InnerSeparator))).ToList();
        return attribute.Separator == null
            ? entries.SelectMany(entry => _parts.Select(part => Fill(part, entry)))
            : Joined(entries);
    }

    /// <summary><c>--set {key}={value}</c> with a separator: the pair is repeated, what stands before it is not.</summary>
    IEnumerable<string> Joined(List<(string Key, string Value)> entries)
        => _parts.SelectMany(part =>
        {
            var start = part.IndexOf(Key, StringComparison.OrdinalIgnoreCase);
            if (start < 0)
                return [part];
            if (attribute.Separator.IsNullOrWhiteSpace())
                return entries.Select(entry => Fill(part, entry));
            var end = part.IndexOf(Value, StringComparison.OrdinalIgnoreCase) + Value.Length;
            return [part[..start] + entries.Select(entry => Fill(part[start..end], entry)).Join(attribute.Separator)];
        });

    static string Fill(string part, (string Key, string Value) entry) => part.Replace(Key, entry.Key).Replace(Value, entry.Value);

    string Text(object value, Type type)
    {
        if (attribute.FormatterMethod != null)
        {
            var method = (attribute.FormatterType ?? options.GetType()).GetMethod(attribute.FormatterMethod, ReflectionUtility.All);
            var argument = OptionValue.Convert(value, type == typeof(object) ? typeof(string) : type);
            return escape((string)method.Invoke(options, [argument, property]), property);
        }

        var text = OptionValue.Text(value);
        var isBoolean = type == typeof(bool) || type == typeof(bool?) || (type == typeof(object) && text is "True" or "False");
        return escape(isBoolean ? text?.ToLowerInvariant() : text, property);
    }
}

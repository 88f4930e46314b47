using System.Collections;
using System.ComponentModel;
using System.Globalization;
using Nuke.Common.Utilities.Collections;

namespace Nuke.Common.Tooling;

/// <summary>
/// A value inside options: a scalar as it was given, <c>object[]</c> for a list, <see cref="Pairs"/> for a dictionary or a lookup.
/// Read with another type than it was set with, it is converted as its text would be. (The package keeps values as JSON, and rewrites
/// a text that is an ISO 8601 date and time in another format: neither a build nor this class should depend on that.)
/// </summary>
static class OptionValue
{
    /// <summary>Keys and values in the order they were added. A lookup's value is an <c>object[]</c>.</summary>
    public sealed class Pairs(IEnumerable<KeyValuePair<string, object>> pairs)
    {
        public IReadOnlyList<KeyValuePair<string, object>> Entries { get; } = [.. pairs];
    }

    /// <summary>A copy of what the caller could still change.</summary>
    public static object Detach(object value)
        => value switch
        {
            string or Pairs => value,
            ILookupTable lookup => new Pairs(lookup.Entries.Select(x => new KeyValuePair<string, object>(Text(x.Key), Detach(x.Values)))),
            IDictionary dictionary => new Pairs(Entries(dictionary)),
            IEnumerable items => items.Cast<object>().ToArray(),
            _ => value,
        };

    /// <summary>Invariant text; an enumeration member as its number, a boolean as <c>True</c> or <c>False</c>.</summary>
    public static string Text(object value)
        => value switch
        {
            null => null,
            Enum member => member.ToString("D"),
            IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };

    public static object Convert(object value, Type type)
        => value switch
        {
            null => null,
            object[] items => ConvertList(items, type),
            Pairs pairs when type.GetGenericArguments() is [var key, var element] => ConvertPairs(pairs, type, key, element),
            _ => ConvertScalar(value, Nullable.GetUnderlyingType(type) ?? type),
        };

    static IEnumerable<KeyValuePair<string, object>> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
            yield return new(Text(entry.Key), entry.Value);
    }

    static object ConvertScalar(object value, Type type)
    {
        if (type.IsInstanceOfType(value))
            return value;
        if (type == typeof(string))
            return Text(value);
        if (type.IsEnum && value is not string)
            return Enum.ToObject(type, value);
        return value is IConvertible && typeof(IConvertible).IsAssignableFrom(type) && !type.IsEnum
            ? System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture)
            : TypeDescriptor.GetConverter(type).ConvertFromInvariantString(Text(value));
    }

    static IList ConvertList(object[] items, Type type)
    {
        var element = type.IsArray ? type.GetElementType() : type.GetGenericArguments() is [var argument] ? argument : typeof(object);
        var array = Array.CreateInstance(element, items.Length);
        for (var i = 0; i < items.Length; i++)
            array.SetValue(Convert(items[i], element), i);
        return type.IsArray ? array : (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element), array);
    }

    static object ConvertPairs(Pairs pairs, Type type, Type keyType, Type valueType)
    {
        if (type.GetGenericTypeDefinition() == typeof(LookupTable<,>))
        {
            var lookup = (ILookupTable)Activator.CreateInstance(type);
            foreach (var (key, values) in pairs.Entries)
                lookup.AddRange(Convert(key, keyType), (IEnumerable)Convert(values, valueType.MakeArrayType()));
            return lookup;
        }

        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(keyType, valueType));
        foreach (var (key, value) in pairs.Entries)
            dictionary.Add(Convert(key, keyType), Convert(value, valueType));
        return dictionary;
    }
}

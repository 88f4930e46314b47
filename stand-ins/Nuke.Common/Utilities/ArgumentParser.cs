namespace Nuke.Common.Utilities;

/// <summary>A command line of values, then names (<c>-name</c>, <c>--name</c>), each followed by its values.</summary>
sealed class ArgumentParser(IEnumerable<string> arguments)
{
    readonly string[] _arguments = arguments.ToArray();

    public IReadOnlyList<string> Arguments => _arguments;

    public static bool IsArgument(string value) => value != null && value.StartsWith('-');

    /// <summary>Dashes and case do not matter: <c>--camel-hump</c> is <c>CamelHump</c>.</summary>
    public static string GetArgumentMemberName(string name) => name.Replace("-", string.Empty);

    public bool HasArgument(string name) => IndexOf(name) >= 0;

    /// <summary>The last occurrence counts. Without it, the type's default.</summary>
    public object GetNamedArgument(string name, Type type, char? separator = null)
    {
        var index = IndexOf(name);
        return index < 0
            ? Default(type)
            : Convert(name, _arguments.Skip(index + 1).TakeWhile(x => !IsArgument(x)).ToArray(), type, separator);
    }

    /// <summary>A negative position counts from the end.</summary>
    public object GetPositionalArgument(int position, Type type, char? separator = null)
    {
        var count = _arguments.TakeWhile(x => !IsArgument(x)).Count();
        if (position < 0 && count > 0)
            position = count + (position % count);
        return position < 0 || position >= count ? null : Convert($"$positional[{position}]", [_arguments[position]], type, separator);
    }

    public object GetAllPositionalArguments(Type type, char? separator = null)
    {
        var values = _arguments.TakeWhile(x => !IsArgument(x)).ToArray();
        return values.Length == 0 ? Default(type) : Convert("$all-positional", values, type, separator);
    }

    int IndexOf(string name)
    {
        var member = GetArgumentMemberName(name);
        return Array.FindLastIndex(_arguments, x => IsArgument(x) && GetArgumentMemberName(x).EqualsOrdinalIgnoreCase(member));
    }

    object Convert(string name, string[] values, Type type, char? separator)
    {
        if (separator is { } c && values.Any(x => x.Contains(c)))
        {
            // The typo is NUKE's.
            Assert.True(
                values.Length == 1,
                $"Argumenet '{name}' with value [ {string.Join(", ", values)} ] cannot be split with separator '{c}'");
            values = values[0].Split(c);
        }

        try
        {
            return ReflectionUtility.Convert(values, type, booleanDefault: true);
        }
        catch (Exception e)
        {
            var all = _arguments.Select((x, i) => $"  [{i}] = {x}");
            throw new Exception(string.Join(Environment.NewLine, [$"Resolving argument '{name}' failed.", e.Message, "Arguments were:", .. all]));
        }
    }

    static object Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
}

using System.Collections;
using Nuke.Common.Utilities;
using Serilog;

namespace Nuke.Common;

/// <summary>
/// Parameters from the environment: the variable of exactly that name, else the only one that is equal when case and everything but
/// letters and digits is ignored, with or without the prefix <c>NUKE_</c>.
/// </summary>
static class EnvironmentValues
{
    static readonly Lazy<Dictionary<string, string>> s_exact = new(ReadAll);
    static readonly Lazy<Dictionary<string, List<string>>> s_similar = new(GroupSimilar);

    public static object Get(string name, Type type, char? separator)
    {
        if (!s_exact.Value.TryGetValue(name, out var value) && !TryGetSimilar(name, out value))
            return type.IsValueType ? Activator.CreateInstance(type) : null;

        try
        {
            return ReflectionUtility.Convert(value, type, separator, booleanDefault: false);
        }
        catch (Exception exception)
        {
            Assert.Fail(string.Join(
                Environment.NewLine, exception.Message, $"Resolving parameter '{name}' failed. Environment variable was:", value));
            return null;
        }
    }

    static bool TryGetSimilar(string name, out string value)
    {
        var key = Simplify(name);
        var direct = s_similar.Value.GetValueOrDefault(key);
        var prefixed = s_similar.Value.GetValueOrDefault($"NUKE{key}");
        List<string> values = [.. direct ?? [], .. prefixed ?? []];
        if (values.Count > 1)
            Log.Warning("Could not resolve {VariableName} since multiple values are provided", name);

        value = values.Count == 1 ? values[0] : null;
        return values.Count == 1;
    }

    static Dictionary<string, string> ReadAll()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = (string)entry.Value;
        return variables;
    }

    static Dictionary<string, List<string>> GroupSimilar()
    {
        var groups = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (name, value) in s_exact.Value)
        {
            var key = Simplify(name);
            if (!groups.TryGetValue(key, out var values))
                groups.Add(key, values = []);
            values.Add(value);
        }

        return groups;
    }

    static string Simplify(string name)
    {
        Span<char> buffer = name.Length <= 256 ? stackalloc char[name.Length] : new char[name.Length];
        var length = 0;
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
                buffer[length++] = char.ToUpperInvariant(c);
        }

        return new string(buffer[..length]);
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BuildChain.Functions.Generation;

/// <summary>Values as they are written in YAML: plain where every reader takes them for the same text, else in double quotes.</summary>
static partial class YamlText
{
    /// <summary>A text that is a text in YAML 1.1 and 1.2, whatever it looks like: <c>yes</c>, <c>1.0</c> and <c>~</c> are quoted.</summary>
    public static string Of(string value) => Plain().IsMatch(value) && !Word().IsMatch(value) ? value : Quoted(value);

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>A mapping on one line, in the order given; what has no value is left out.</summary>
    public static string Map(params IEnumerable<(string Key, string? Written)> entries)
        => $"{{ {string.Join(", ", entries.Where(entry => entry.Written is not null).Select(entry => $"{entry.Key}: {entry.Written}"))} }}";

    public static string List(IEnumerable<string> written) => $"[{string.Join(", ", written)}]";

    /// <summary>Escapes of JSON, which YAML has too; and the line ends and marks that YAML knows beyond those.</summary>
    static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\n' => text.Append(@"\n"),
                '\t' => text.Append(@"\t"),
                '\r' => text.Append(@"\r"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or >= '\uFFFE' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => text.Append(c),
            };
        }
        return text.Append('"').ToString();
    }

    [GeneratedRegex(@"\A[A-Za-z_](?:[A-Za-z0-9_./-]*[A-Za-z0-9_/-])?\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Plain();

    // What YAML 1.1 or 1.2 takes for a boolean or null.
    [GeneratedRegex(@"\A(?:y|n|yes|no|on|off|true|false|null)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Word();
}

using System.Globalization;
using System.Text;

namespace CliWrap.Builders;

/// <summary>Joins arguments into the one string that the operating system's start-up rules split again.</summary>
public class ArgumentsBuilder
{
    readonly StringBuilder _text = new();

    public ArgumentsBuilder Add(string value, bool escape)
    {
        if (_text.Length > 0)
            _text.Append(' ');
        _text.Append(escape ? Escape(value) : value);
        return this;
    }

    public ArgumentsBuilder Add(string value) => Add(value, escape: true);

    public ArgumentsBuilder Add(IEnumerable<string> values, bool escape)
        => values.Aggregate(this, (builder, value) => builder.Add(value, escape));

    public ArgumentsBuilder Add(IEnumerable<string> values) => Add(values, escape: true);

    public ArgumentsBuilder Add(IFormattable value, bool escape) => Add(value.ToString(format: null, CultureInfo.InvariantCulture), escape);

    public ArgumentsBuilder Add(IFormattable value) => Add(value, escape: true);

    public string Build() => _text.ToString();

    /// <summary>
    /// Quotes what has white space or quotes. Backslashes are literal except before a quote, where each is doubled
    /// (the rule of the Microsoft C runtime, which .NET applies on every platform).
    /// </summary>
    public static string Escape(string argument)
    {
        if (argument.Length > 0 && !argument.Any(c => char.IsWhiteSpace(c) || c == '"'))
            return argument;

        var quoted = new StringBuilder("\"", argument.Length + 2);
        var backslashes = 0;
        foreach (var c in argument)
        {
            if (c == '"')
                quoted.Append('\\', backslashes + 1);
            backslashes = c == '\\' ? backslashes + 1 : 0;
            quoted.Append(c);
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Nuke.Common.IO;
using Nuke.Common.Utilities;

namespace Nuke.Common.Tooling;

/// <summary>
/// Builds a command line from an interpolated string: values are quoted where they have a space;
/// <c>{secret:r}</c> is redacted when shown, <c>{text:nq}</c> is not quoted.
/// </summary>
[InterpolatedStringHandler]
public ref struct ArgumentStringHandler
{
    readonly StringBuilder _text;
    readonly List<string> _secrets;

    public ArgumentStringHandler(int literalLength, int formattedCount, out bool handlerIsValid)
    {
        _text = new StringBuilder(literalLength);
        _secrets = [];
        handlerIsValid = true;
    }

    public static implicit operator ArgumentStringHandler(string value) => $"{value.NotNull()}";

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(object obj, int alignment = 0, string format = null)
        => Append(
            obj switch
            {
                string secret when format == "r" => Remember(secret),
                string text when format == "nq" || text.IsDoubleQuoted() || text.IsSingleQuoted() => text,
                string text => text.DoubleQuoteIfNeeded(),
                IAbsolutePathHolder holder => PathText(holder, format),
                _ => obj.ToString(),
            },
            alignment);

    public void AppendFormatted(IEnumerable<IAbsolutePathHolder> paths, int alignment = 0, string format = null)
        => _text.AppendJoin(' ', paths.Select(x => PathText(x, format)));

    public string ToStringAndClear()
    {
        var text = _text.ToString();
        _text.Clear();

        // A plain string was quoted as a whole when it was converted.
        return text.Length > 1 && text.IndexOf('"', 1) == text.Length - 1 ? text.TrimMatchingDoubleQuotes() : text;
    }

    public Func<string, string> GetFilter() => Redaction.Of(_secrets);

    static string PathText(IAbsolutePathHolder holder, string format) => holder.Path.ToString(format ?? AbsolutePath.DoubleQuoteIfNeeded);

    void Append(string text, int alignment)
        => _text.Append(alignment == 0 ? text : string.Format(CultureInfo.InvariantCulture, $"{{0,{alignment}}}", text));

    string Remember(string secret)
    {
        _secrets.Add(secret);
        return secret;
    }
}

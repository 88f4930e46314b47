using System.Text;

namespace Serilog.Rendering;

/// <summary>
/// Renders a message template with its values: <c>[1, 2]</c>; on the console <c>{["key"]=1}</c> and <c>Type {Name="value"}</c>,
/// elsewhere <c>[("key": 1)]</c> and <c>Type { Name: "value" }</c>.
/// </summary>
static class MessageRenderer
{
    public static void Render(
        MessageTemplate template, Dictionary<string, CapturedValue> properties, StyledWriter output, bool literalStrings)
    {
        foreach (var token in template.Tokens)
        {
            if (token.Name == null)
                output.Write(Style.Text, token.Raw);
            else if (properties == null || !properties.TryGetValue(token.Name, out var value))
                output.Write(Style.Invalid, token.Raw);
            else if (token.Alignment is { } alignment)
                WriteAligned(value, token.Format, alignment, output, literalStrings);
            else
                WriteTopLevel(value, token.Format, output, literalStrings);
        }
    }

    static void WriteAligned(CapturedValue value, string format, int alignment, StyledWriter output, bool literalStrings)
    {
        var plain = new StyledWriter(ConsoleStyles.None) { IsForConsole = output.IsForConsole };
        WriteTopLevel(value, format, plain, literalStrings);
        var padding = new string(' ', Math.Max(0, Math.Abs(alignment) - plain.GetStringBuilder().Length));
        if (alignment > 0)
            output.Write(padding);
        WriteTopLevel(value, format, output, literalStrings);
        if (alignment < 0)
            output.Write(padding);
    }

    static void WriteTopLevel(CapturedValue value, string format, StyledWriter output, bool literalStrings)
    {
        if (literalStrings && value.Scalar is string text)
            output.Write(Style.String, text);
        else
            WriteValue(value, format, output);
    }

    static void WriteValue(CapturedValue value, string format, StyledWriter output)
    {
        if (value.Items != null)
            WriteItems(value, output);
        else if (value.Map != null)
            WriteMap(value, output);
        else if (value.Members != null)
            WriteMembers(value, output);
        else
            WriteScalar(value, format, output);
    }

    static void WriteScalar(CapturedValue value, string format, StyledWriter output)
    {
        output.Begin(value.Scalar switch
        {
            null => Style.Null,
            string => Style.String,
            bool => Style.Boolean,
            int or uint or long or ulong or decimal or byte or sbyte or short or ushort or float or double => Style.Number,
            _ => Style.Scalar,
        });
        switch (value.Scalar)
        {
            case null:
                output.Write("null");
                break;
            case string text when format != "l":
                output.Write(Quote(text));
                break;
            case char c:
                output.Write($"'{c}'");
                break;
            default:
                value.WriteScalar(output, format);
                break;
        }

        output.End();
    }

    static void WriteItems(CapturedValue value, StyledWriter output)
    {
        output.Write(Style.TertiaryText, "[");
        WriteSeparated(value.Items, output, x => WriteValue(x, null, output));
        output.Write(Style.TertiaryText, "]");
    }

    static void WriteMap(CapturedValue value, StyledWriter output)
    {
        output.Write(Style.TertiaryText, output.IsForConsole ? "{" : "[");
        WriteSeparated(value.Map, output, x =>
        {
            output.Write(Style.TertiaryText, output.IsForConsole ? "[" : "(");
            output.Begin(Style.String);
            WriteValue(x.Key, null, output);
            output.End();
            output.Write(Style.TertiaryText, output.IsForConsole ? "]=" : ": ");
            WriteValue(x.Value, null, output);
            output.Write(output.IsForConsole ? string.Empty : ")");
        });
        output.Write(Style.TertiaryText, output.IsForConsole ? "}" : "]");
    }

    static void WriteMembers(CapturedValue value, StyledWriter output)
    {
        if (value.TypeName != null)
        {
            output.Write(Style.Name, value.TypeName);
            output.Write(" ");
        }

        output.Write(Style.TertiaryText, output.IsForConsole ? "{" : "{ ");
        WriteSeparated(value.Members, output, x =>
        {
            output.Write(Style.Name, x.Key);
            output.Write(Style.TertiaryText, output.IsForConsole ? "=" : ": ");
            WriteValue(x.Value, null, output);
        });
        output.Write(Style.TertiaryText, output.IsForConsole ? "}" : " }");
    }

    static void WriteSeparated<T>(IReadOnlyList<T> items, StyledWriter output, Action<T> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                output.Write(Style.TertiaryText, ", ");
            write(items[i]);
        }
    }

    static string Quote(string text)
    {
        var builder = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => builder.Append("\\\""),
                '\\' => builder.Append("\\\\"),
                '\n' => builder.Append("\\n"),
                '\r' => builder.Append("\\r"),
                '\t' => builder.Append("\\t"),
                '\f' => builder.Append("\\f"),
                < ' ' => builder.Append("\\u").Append(((int)c).ToString("X4", null)),
                _ => builder.Append(c),
            };
        }

        return builder.Append('"').ToString();
    }
}

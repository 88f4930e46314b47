using System.Globalization;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>JSON's types, in the order in which a schema lists them.</summary>
[Flags]
enum JsonType
{
    None = 0,
    Array = 1,
    Boolean = 2,
    Integer = 4,
    Null = 8,
    Number = 16,
    Object = 32,
    String = 64,
}

/// <summary>The part of JSON schema that describes parameters; written with two spaces of indentation and only what is set.</summary>
sealed class JsonSchema
{
    public JsonType Type { get; set; }
    public string Description { get; set; }
    public string Default { get; set; }
    public string Format { get; init; }
    public JsonSchema Items { get; init; }
    public List<string> Enumeration { get; } = [];
    public List<NamedSchema> Properties { get; } = [];

    /// <summary>The name of a schema under <c>definitions</c>.</summary>
    public string Reference { get; init; }

    public void Write(StringBuilder output, int indentation)
    {
        var parts = new List<Action>();
        if (Type != JsonType.None)
            Add("type", () => WriteType(output, indentation + 2));
        if (Description != null)
            Add("description", () => WriteString(output, Description));
        if (Default != null)
            Add("default", () => WriteString(output, Default));
        if (Format != null)
            Add("format", () => WriteString(output, Format));
        if (Items != null)
            Add("items", () => Items.Write(output, indentation + 2));
        if (Enumeration.Count > 0)
            Add("enum", () => WriteList(output, indentation + 2, Enumeration, x => WriteString(output, x)));
        if (Properties.Count > 0)
            Add("properties", () => WriteObject(output, indentation + 2, Properties));
        if (Reference != null)
            Add("$ref", () => WriteString(output, $"#/definitions/{Reference}"));
        WriteBlock(output, indentation, '{', '}', parts);

        void Add(string name, Action writeValue)
            => parts.Add(() =>
            {
                WriteString(output, name);
                output.Append(": ");
                writeValue();
            });
    }

    public static void WriteObject(StringBuilder output, int indentation, IEnumerable<NamedSchema> members)
        => WriteList(output, indentation, members, x =>
        {
            WriteString(output, x.Name);
            output.Append(": ");
            x.Schema.Write(output, indentation + 2);
        }, '{', '}');

    public static void WriteString(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => output.Append("\\\""),
                '\\' => output.Append("\\\\"),
                '\n' => output.Append("\\n"),
                '\r' => output.Append("\\r"),
                '\t' => output.Append("\\t"),
                '\b' => output.Append("\\b"),
                '\f' => output.Append("\\f"),
                < ' ' or '\u0085' or '\u2028' or '\u2029' => output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => output.Append(c),
            };
        }

        output.Append('"');
    }

    void WriteType(StringBuilder output, int indentation)
    {
        var names = new List<string>();
        for (var type = JsonType.Array; type <= JsonType.String; type = (JsonType)((int)type << 1))
        {
            if ((Type & type) != 0)
                names.Add(NameOf(type));
        }

        if (names.Count == 1)
            WriteString(output, names[0]);
        else
            WriteList(output, indentation, names, x => WriteString(output, x));
    }

    static string NameOf(JsonType type)
        => type switch
        {
            JsonType.Array => "array",
            JsonType.Boolean => "boolean",
            JsonType.Integer => "integer",
            JsonType.Null => "null",
            JsonType.Number => "number",
            JsonType.Object => "object",
            _ => "string",
        };

    static void WriteList<T>(
        StringBuilder output, int indentation, IEnumerable<T> items, Action<T> write, char open = '[', char close = ']')
        => WriteBlock(output, indentation, open, close, items.Select<T, Action>(x => () => write(x)));

    static void WriteBlock(StringBuilder output, int indentation, char open, char close, IEnumerable<Action> items)
    {
        output.Append(open);
        var isEmpty = true;
        foreach (var write in items)
        {
            output.Append(isEmpty ? string.Empty : ",").AppendLine().Append(' ', indentation + 2);
            isEmpty = false;
            write();
        }

        if (!isEmpty)
            output.AppendLine().Append(' ', indentation);
        output.Append(close);
    }
}

/// <summary>A schema as a property or a definition.</summary>
sealed record NamedSchema(string Name, JsonSchema Schema);

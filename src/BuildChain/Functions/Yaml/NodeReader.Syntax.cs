using YamlDotNet.Core;

namespace BuildChain.Functions.Yaml;

partial class NodeReader
{
    TemplateException SyntaxError(Exception cause)
    {
        if (cause.Message.Contains(" tab ", StringComparison.Ordinal) && TabIndentation() is { } tab)
            return problems.Fatal(tab, "A tab is used for indentation.", "YAML is indented with blanks.", cause);

        // Where the parser fails without a place, the last thing it understood is the best there is.
        var position = cause is YamlException { Start.Line: > 0 } yaml ? At(yaml.Start) : At(parser.Current?.End ?? Mark.Empty);
        var message = cause is YamlException ? cause.Message.Printable().TrimEnd('.', ',', ' ') : "something that cannot stand here";
        return problems.Fatal(position, $"Not YAML: {char.ToLowerInvariant(message[0])}{message[1..]}.", Advice(message), cause);
    }

    static string Advice(string message)
        => message.Contains("invalid mapping", StringComparison.Ordinal) ? "Check the indentation; a value with ': ' in it needs quotes."
            : message.Contains("cannot start any token", StringComparison.Ordinal) ? "A value that starts with @, ` or % needs quotes."
            : message.Contains("end of stream", StringComparison.Ordinal) ? "Close the quotes."
            : message.Contains("flow", StringComparison.Ordinal) ? "Check commas, brackets and braces."
            : message.Contains("anchor or alias", StringComparison.Ordinal) ? "A value that starts with & or * needs quotes."
            : message.Contains("escape", StringComparison.Ordinal) ? "Single quotes take a backslash as it is."
            : "Check the indentation and the line above.";

    // The parser reports a tab at the beginning of the map that it stands in.
    SourcePosition? TabIndentation()
    {
        var line = 1;
        var first = parser.Current?.End.Line ?? 1;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            var blanks = content[..(content.Length - content.TrimStart(" \t").Length)];
            if (line >= first && blanks.Contains('\t') && blanks.Length < content.Length)
                return new SourcePosition(file, line, blanks.IndexOf('\t') + 1);
            line++;
        }

        return null;
    }
}

using System.Text;
using BuildChain.Functions.Yaml;

namespace BuildChain.Functions.Intrinsics;

/// <summary>Puts a text together of parts, some of which may be known only after deployment.</summary>
sealed class TextBuilder
{
    readonly StringBuilder text = new();
    readonly List<string> names = [];

    /// <summary>Whether a part had an error: then so has the whole.</summary>
    public bool Failed { get; private set; }

    public int Length => text.Length;

    public void Add(string literal) => text.Append(literal);

    public void Add(TemplateNode part)
    {
        if (part is ScalarNode scalar)
        {
            text.Append(scalar.Text);
        }
        else if (part is UnresolvedNode unresolved)
        {
            text.Append(unresolved.Text);
            if (names.Count == 0 || names[^1] != unresolved.Name)
                names.Add(unresolved.Name);
        }
        else
        {
            Failed = true;
        }
    }

    public TemplateNode Build(SourcePosition position)
        => Failed ? new ErrorNode(position)
            : names.Count == 0 ? new ScalarNode(position, text.ToString())
            : new UnresolvedNode(position, Names, text.ToString());

    string Names => names.Count <= 3 ? string.Join(", ", names) : $"{names[0]}, {names[1]} and {names.Count - 2} more";
}

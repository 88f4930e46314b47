using BuildChain.Functions.Yaml;

namespace BuildChain.Functions.Intrinsics;

/// <summary>The template's parameters with their values: overridden, by default, or unresolved.</summary>
sealed class ParameterSet
{
    readonly OrderedDictionary<string, TemplateNode> values = new(StringComparer.Ordinal);

    /// <summary>Checks every parameter and every override.</summary>
    public ParameterSet(MapNode section, IReadOnlyDictionary<string, string> overrides, TemplateProblems problems)
    {
        var patterns = new AllowedPattern();
        foreach (var (name, entry) in section.Entries)
        {
            if (name.Length is 0 or > 255 || !name.All(char.IsAsciiLetterOrDigit))
                problems.Error(entry.KeyPosition, $"{name.Quoted()} is not a parameter's name.", "1 to 255 letters and digits.");
            else if (entry.Value is not MapNode declaration)
                values[name] = problems.Error(
                    entry.Value.Position, $"The parameter {name} is {entry.Value.Kind}.", "A map with a Type, such as Type: String.");
            else
                values[name] = new ParameterDeclaration(name, entry.KeyPosition, declaration, patterns, problems)
                    .Value(overrides.GetValueOrDefault(name));
        }

        foreach (var name in overrides.Keys.Where(name => !section.Entries.ContainsKey(name)).Order(StringComparer.Ordinal))
            problems.Error(
                section.Position, $"The template has no parameter {name.Quoted()} to override.",
                problems.Known(name, section.Entries.Keys));
    }

    public IEnumerable<string> Names => values.Keys;

    /// <summary>A text, a list, an unresolved value or an error; null for a name that is no parameter.</summary>
    public TemplateNode? Find(string name) => values.GetValueOrDefault(name);
}

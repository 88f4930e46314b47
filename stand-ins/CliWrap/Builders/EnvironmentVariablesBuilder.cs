namespace CliWrap.Builders;

/// <summary>Collects variables; the last value of a name wins, null removes the variable.</summary>
public class EnvironmentVariablesBuilder
{
    readonly Dictionary<string, string?> _variables = new(StringComparer.Ordinal);

    public EnvironmentVariablesBuilder Set(string name, string? value)
    {
        _variables[name] = value;
        return this;
    }

    public EnvironmentVariablesBuilder Set(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        foreach (var (name, value) in variables)
            Set(name, value);
        return this;
    }

    public EnvironmentVariablesBuilder Set(IReadOnlyDictionary<string, string?> variables)
        => Set((IEnumerable<KeyValuePair<string, string?>>)variables);

    public IReadOnlyDictionary<string, string?> Build() => new Dictionary<string, string?>(_variables, StringComparer.Ordinal);
}

using System.Globalization;
using System.Text.RegularExpressions;
using BuildChain;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Esb.Common.Configuration;

/// <summary>
/// A mapping of a configuration file. What is wrong in it goes to the list of problems and a stand-in value is returned, so that one pass
/// reports everything.
/// </summary>
sealed class YamlMap
{
    readonly Dictionary<string, (YamlScalarNode Key, YamlNode Value)> _entries = new(StringComparer.Ordinal);
    readonly ConfigurationPosition _position;
    readonly string _what;
    readonly List<ConfigurationProblem> _problems;

    /// <param name="node">The mapping; null stands for an empty one.</param>
    /// <param name="position">Where what is missing in it is reported.</param>
    /// <param name="what">The mapping in a sentence: "the file", "function 'a'".</param>
    /// <param name="problems">Receives what is wrong.</param>
    public YamlMap(YamlMappingNode? node, ConfigurationPosition position, string what, List<ConfigurationProblem> problems)
    {
        (_position, _what, _problems) = (position, what, problems);
        foreach (var (key, value) in node is null ? [] : node.Children.AsEnumerable())
        {
            if (key is YamlScalarNode { Value: { } name } scalar)
                _entries[name] = (scalar, value);
            else
                Report(key, "a key must be a plain text");
        }
    }

    /// <summary>Where the mapping stands.</summary>
    public ConfigurationPosition Position => _position;

    /// <summary>The keys that are there, in the file's order.</summary>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <summary>Where the value of a key stands, or the mapping when the key is absent.</summary>
    public ConfigurationPosition At(string key) => _entries.TryGetValue(key, out var entry) ? PositionOf(entry.Value) : _position;

    /// <summary>Where a key stands.</summary>
    public ConfigurationPosition AtKey(string key) => _entries.TryGetValue(key, out var entry) ? PositionOf(entry.Key) : _position;

    /// <summary>Refuses every other key: a misspelt one would silently do nothing.</summary>
    public YamlMap Knows(params string[] keys)
    {
        foreach (var (name, (key, _)) in _entries)
        {
            if (!keys.Contains(name, StringComparer.Ordinal))
                Report(key, $"{_what} has no key '{name}'; known: {NearestName.Describe(name, keys)}");
        }
        return this;
    }

    /// <summary>A text that must be there and not empty.</summary>
    public string Text(string key) => OptionalText(key) ?? Missing(key);

    /// <summary>A text that must be there and match.</summary>
    /// <param name="pattern">Must match the whole text.</param>
    /// <param name="accepted">The pattern in words, after "it must be".</param>
    public string Text(string key, Regex pattern, string accepted)
    {
        var text = Text(key);
        if (text.Length > 0 && !pattern.IsMatch(text))
            Report(key, $"{key} is '{text}': it must be {accepted}");
        return text;
    }

    /// <summary>A text, or null when it is absent or empty.</summary>
    public string? OptionalText(string key) => _entries.TryGetValue(key, out var entry) && Scalar(key, entry.Value) is { Length: > 0 } text ? text : null;

    /// <summary>A whole number, or the fallback when it is absent.</summary>
    public int Number(string key, int fallback, int least, int most) => OptionalNumber(key, least, most) ?? fallback;

    /// <summary>A whole number, or null when it is absent.</summary>
    public int? OptionalNumber(string key, int least, int most)
    {
        if (OptionalText(key) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        var range = most == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}";
        Report(key, $"{key} is '{text}': it must be {range}");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Flag(string key, bool fallback) => OneOf(key, fallback ? "true" : "false", "true", "false") == "true";

    /// <summary>One of a few words; the fallback when it is absent, required when there is none.</summary>
    public string OneOf(string key, string? fallback, params string[] accepted)
    {
        var text = fallback is null ? Text(key) : OptionalText(key) ?? fallback;
        if (text.Length == 0 || accepted.Contains(text, StringComparer.Ordinal))
            return text;
        Report(key, $"{key} is '{text}': it must be one of {NearestName.Describe(text, accepted)}");
        return fallback ?? accepted[0];
    }

    /// <summary>A mapping below this one, or null when it is absent.</summary>
    /// <param name="what">It in a sentence; the key when null.</param>
    public YamlMap? Map(string key, string? what = null)
    {
        if (!_entries.TryGetValue(key, out var entry) || IsNull(entry.Value))
            return null;
        if (entry.Value is YamlMappingNode node)
            return new YamlMap(node, PositionOf(entry.Key), what ?? key, _problems);
        Report(entry.Value, $"{key} must be a mapping (key: value)");
        return null;
    }

    /// <summary>The mappings of a list below this one; none when it is absent.</summary>
    /// <param name="what">One of them in a sentence.</param>
    public IEnumerable<YamlMap> List(string key, string what)
    {
        foreach (var item in Items(key))
        {
            if (item is YamlMappingNode node)
                yield return new YamlMap(node, PositionOf(node), what, _problems);
            else
                Report(item, $"{what} must be a mapping (key: value)");
        }
    }

    /// <summary>The texts of a list below this one; none when it is absent.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. Items(key).Select(item => Scalar(key, item)).OfType<string>()];

    /// <summary>Keys and values as texts.</summary>
    public IReadOnlyDictionary<string, string> Values() =>
        _entries.ToDictionary(entry => entry.Key, entry => Scalar(entry.Key, entry.Value.Value) ?? "", StringComparer.Ordinal);

    /// <summary>Adds a problem at a key's value.</summary>
    public void Report(string key, string message) => _problems.Add(new(At(key), message));

    /// <summary>Adds a problem at a key.</summary>
    public void ReportKey(string key, string message) => _problems.Add(new(AtKey(key), message));

    /// <summary>Adds a problem at the mapping.</summary>
    public void Report(string message) => _problems.Add(new(_position, message));

    IEnumerable<YamlNode> Items(string key)
    {
        if (!_entries.TryGetValue(key, out var entry) || IsNull(entry.Value))
            return [];
        if (entry.Value is YamlSequenceNode list)
            return list.Children;
        Report(entry.Value, $"{key} must be a list");
        return [];
    }

    string? Scalar(string key, YamlNode node)
    {
        if (node is YamlScalarNode scalar)
            return IsNull(scalar) ? "" : scalar.Value ?? "";
        Report(node, $"{key} must be a single value");
        return null;
    }

    // The representation model keeps the texts of plain scalars; this is the null of YAML's core schema.
    static bool IsNull(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    string Missing(string key)
    {
        Report(key, $"{_what} has no '{key}'");
        return "";
    }

    void Report(YamlNode node, string message) => _problems.Add(new(PositionOf(node), message));

    ConfigurationPosition PositionOf(YamlNode node) => _position with { Line = node.Start.Line, Column = node.Start.Column };
}

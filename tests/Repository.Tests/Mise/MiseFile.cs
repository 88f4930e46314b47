using System.Text.RegularExpressions;

namespace Repository.Tests.Mise;

/// <summary><c>.mise.toml</c>, in the part of TOML that it uses: tables, and keys with one string. Any other line is an error.</summary>
static partial class MiseFile
{
    /// <summary>Tasks that need no engine.</summary>
    public static IReadOnlyList<string> CertificateTasks { get; } = ["setup:certs", "rotate:certs:leaf", "rotate:certs:all"];

    /// <summary>Values by table and key: <c>["tasks.setup:certs"]["run"]</c>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Read(string text)
    {
        var tables = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        Dictionary<string, string>? current = null;
        foreach (var (index, line) in text.Split('\n').Index())
        {
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            if (Table().Match(line) is { Success: true } table)
                tables.Add(table.Groups["parent"].Value + table.Groups["name"].Value, current = new(StringComparer.Ordinal));
            else if (Key().Match(line) is { Success: true } key && current is not null)
                current.Add(key.Groups["key"].Value, key.Groups["value"].Value);
            else
                throw new FormatException($".mise.toml:{index + 1}: {line}");
        }

        return tables.ToDictionary(table => table.Key, IReadOnlyDictionary<string, string> (table) => table.Value, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^\[(?<parent>[a-z]+\.)?(?:(?<name>[a-z0-9_-]+)|""(?<name>[a-z0-9:_-]+)"")\]$")]
    private static partial Regex Table();

    [GeneratedRegex("^(?<key>[a-z_]+) = \"(?<value>[^\"\\\\]*)\"$")]
    private static partial Regex Key();
}

using System.Text.RegularExpressions;

namespace BuildChain.Bake;

/// <summary>Reads from a Dockerfile which images a stage takes that are neither stages nor named contexts.</summary>
/// <remarks>Dockerfile reference: FROM, COPY --from, RUN --mount from=, parser directives.</remarks>
static partial class DockerfileImages
{
    /// <summary>
    /// The references; null where they cannot be told from the text: another frontend (<c># syntax=</c>), another escape character,
    /// a variable without a value, an unknown stage, and content from the network (<c>ADD https://…</c>), which may change without any
    /// file here changing.
    /// </summary>
    /// <param name="stage">The stage that is built; null for the last.</param>
    /// <param name="arguments">Build arguments, which win over the defaults in the file.</param>
    /// <param name="contexts">Names of the named contexts.</param>
    public static IReadOnlyList<string>? Of(
        string text, string? stage, IReadOnlyDictionary<string, string> arguments, IEnumerable<string> contexts)
    {
        if (ParserDirective().IsMatch(text) || Stages(text, arguments) is not { Count: > 0 } stages)
            return null;
        var start = stage is null ? stages.Count - 1 : stages.FindIndex(s => s.IsNamed(stage));
        if (start < 0)
            return null;

        var given = new HashSet<string>(contexts, StringComparer.OrdinalIgnoreCase) { "scratch" };
        var (images, open, seen) = (new List<string>(), new Stack<int>([start]), new HashSet<int>());
        while (open.TryPop(out var index))
        {
            if (!seen.Add(index))
                continue;
            foreach (var source in stages[index].Sources)
            {
                // A stage hides a context of its name; FROM and --from see earlier stages only.
                var earlier = stages.FindLastIndex(Math.Max(index - 1, 0), index, s => s.IsNamed(source));
                if (earlier >= 0)
                    open.Push(earlier);
                else if (source is null)
                    return null;
                else if (!given.Contains(source))
                    images.Add(source);
            }
        }

        return [.. images.Distinct(StringComparer.Ordinal)];
    }

    // Null among the sources: not to be told.
    sealed record Stage(int Number, string? Name, List<string?> Sources)
    {
        public bool IsNamed(string? name) => name is not null && (name.Equals(Name, StringComparison.OrdinalIgnoreCase) || name == $"{Number}");
    }

    static List<Stage> Stages(string text, IReadOnlyDictionary<string, string> arguments)
    {
        var (values, stages) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<Stage>());
        foreach (var line in Lines(text))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var instruction = words[0].ToUpperInvariant();
            if (instruction == "FROM")
            {
                var rest = words.Skip(1).SkipWhile(word => word.StartsWith("--", StringComparison.Ordinal)).ToList();
                var name = rest is [_, var keyword, var given] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase) ? given : null;
                stages.Add(new Stage(stages.Count, name, [rest.Count == 0 ? null : Expand(rest[0], values)]));
            }
            else if (stages.Count > 0)
            {
                stages[^1].Sources.AddRange(FromOption().Matches(line).Select(match => match.Groups["from"].Value).Select(f => f.Contains('$', StringComparison.Ordinal) ? null : f));
                if (instruction == "ADD" && words.Any(IsRemote))
                    stages[^1].Sources.Add(null);
            }
            else if (instruction == "ARG")
            {
                foreach (var (name, value) in words.Skip(1).Select(Default))
                    values[name] = arguments.GetValueOrDefault(name, value);
            }
        }

        return stages;
    }

    static (string Name, string Value) Default(string word) => word.Split('=', 2) is [var name, var value] ? (name, value.Trim('"')) : (word, "");

    static string[] Lines(string text)
        => Continuation().Replace(string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Where(line => !line.TrimStart().StartsWith('#'))), " ")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static bool IsRemote(string word) => word.Contains("://", StringComparison.Ordinal) || word.StartsWith("git@", StringComparison.Ordinal);

    static string? Expand(string text, Dictionary<string, string> values)
    {
        var complete = true;
        var expanded = Variable().Replace(text, match =>
        {
            var value = values.GetValueOrDefault(match.Groups["name"].Value, "");
            if (value.Length == 0)
                value = match.Groups["default"].Value;
            complete &= value.Length > 0;
            return value;
        });
        return complete && !expanded.Contains('$', StringComparison.Ordinal) ? expanded : null;
    }

    [GeneratedRegex(@"\A(?:[ \t]*\r?\n)*[ \t]*#[ \t]*(?:syntax|escape)[ \t]*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ParserDirective();

    [GeneratedRegex(@"\\[ \t]*\n", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Continuation();

    [GeneratedRegex(@"(?:--from=|--mount=\S*?\bfrom=)(?<from>[^,\s]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FromOption();

    [GeneratedRegex(@"\$(?:\{(?<name>\w+)(?::-(?<default>[^}]*))?\}|(?<name>\w+))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();
}

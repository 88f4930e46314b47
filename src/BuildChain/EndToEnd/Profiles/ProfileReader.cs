using System.Text.RegularExpressions;
using BuildChain.Cache;
using BuildChain.Compose;
using BuildChain.Images;

namespace BuildChain.EndToEnd;

/// <summary>Makes profiles of YAML and collects everything that is wrong.</summary>
sealed partial class ProfileReader(List<string> problems)
{
    static readonly string[] Keys = ["mode", "env", "template", "environment", "suites", "timeouts"];
    static readonly RunPhase[] Limited = Enum.GetValues<RunPhase>();

    public IReadOnlyList<E2EProfile> Read(ComposeMap file)
    {
        Known(file, "the file", "version", "profiles");
        if (file["version"] is not { Text: "1" })
            Report(file["version"]?.At ?? file.At, "version must be 1");
        var entries = Map(file, "profiles");
        if (entries is [])
            Report(file["profiles"]?.At ?? file.At, "there is no profile; write one below 'profiles'");
        return [.. entries.Select(Profile)];
    }

    E2EProfile Profile(ComposeEntry entry)
    {
        var profile = new E2EProfile(entry.Key, entry.At);
        if (!Name().IsMatch(entry.Key))
            Report(entry.At, $"'{entry.Key}' is no profile name: it must be a-z, 0-9 and '-', the first a letter, at most 40");
        if (entry.Value is not ComposeMap map)
        {
            Report(entry.Value.At, $"profile '{entry.Key}' must be a mapping");
            return profile;
        }
        Known(map, $"profile '{entry.Key}'", Keys);
        return profile with
        {
            Mode = OneOf(map, "mode", "docker", "containerd"),
            Env = Environment(map, profile.Env),
            Template = Text(map, "template") ?? profile.Template,
            TemplateAt = map["template"]?.At ?? profile.At,
            Environment = Map(map, "environment").ToDictionary(variable => variable.Key, Value, StringComparer.Ordinal),
            Suites = map["suites"] is null ? profile.Suites : Suites(map["suites"]!),
            Timeouts = new PhaseTimeouts(Map(map, "timeouts").Select(Timeout).OfType<KeyValuePair<RunPhase, TimeSpan>>().ToDictionary()),
        };
    }

    string Environment(ComposeMap map, string fallback)
    {
        if (Text(map, "env") is not { } name)
            return fallback;
        try
        {
            return EnvironmentName.Parse(name, "env");
        }
        catch (BuildChainException e)
        {
            Report(map["env"]!.At, e.Message);
            return fallback;
        }
    }

    string Value(ComposeEntry variable)
    {
        if (!Variable().IsMatch(variable.Key))
            Report(variable.At, $"'{variable.Key}' is no name of a variable: it must be A-Z, a-z, 0-9 and '_', the first no digit");
        if (Reserved(variable.Key))
            Report(variable.At, $"{variable.Key} is set by the run itself: no two runs could have the same");
        if (variable.Value.Text is { } text)
            return text;
        Report(variable.Value.At, $"{variable.Key} must be a single value");
        return "";
    }

    // What makes runs independent of each other is not a profile's to choose.
    static bool Reserved(string variable) => variable.StartsWith("PORT_", StringComparison.Ordinal)
        || variable is $"{BrandNames.Env}MODE" or "DOCKER_HOST" || StackSettings.VariableNames.Contains(variable, StringComparer.Ordinal);

    IReadOnlyList<string> Suites(ComposeNode node)
    {
        if (node is not ComposeList { Values.Count: > 0 })
            Report(node.At, "suites must be a list of at least one, such as [smoke, standard]");
        foreach (var suite in node.Items.Where(suite => suite.Text is null || !Name().IsMatch(suite.Text)))
            Report(suite.At, $"'{suite.Text}' is no name of a suite: it must be a-z, 0-9 and '-', the first a letter");
        return [.. node.Items.Select(suite => suite.Text ?? "").Distinct(StringComparer.Ordinal)];
    }

    KeyValuePair<RunPhase, TimeSpan>? Timeout(ComposeEntry entry)
    {
        var names = Limited.Select(PhaseNames.Of).ToArray();
        var index = Array.IndexOf(names, entry.Key);
        if (index < 0)
        {
            Report(entry.At, $"there is no timeout of '{entry.Key}'. Known are: {NearestName.Describe(entry.Key, names)}");
            return null;
        }
        try
        {
            if (CacheAmounts.ParseAge(entry.Value.Text ?? "", entry.Key) is { Ticks: > 0, TotalHours: <= 24 } limit)
                return new(Limited[index], limit);
        }
        catch (BuildChainException)
        {
            // Reported below, in this file's words.
        }
        Report(entry.Value.At, $"timeout of {entry.Key} is '{entry.Value.Text}': it must be a time up to a day, such as 90s or 15min");
        return null;
    }

    string OneOf(ComposeMap map, string key, params string[] accepted)
    {
        if (Text(map, key) is not { } text || accepted.Contains(text, StringComparer.Ordinal))
            return Text(map, key) ?? accepted[0];
        Report(map[key]!.At, $"{key} is '{text}'. Known are: {NearestName.Describe(text, accepted)}");
        return accepted[0];
    }

    string? Text(ComposeMap map, string key)
    {
        if (map[key] is not { } node || node.Text is { Length: > 0 })
            return map[key]?.Text;
        Report(node.At, $"{key} must be a text that is not empty");
        return null;
    }

    IReadOnlyList<ComposeEntry> Map(ComposeMap map, string key)
    {
        if (map[key] is null or ComposeMap or ComposeScalar { Value: "" })
            return map[key]?.Entries ?? [];
        Report(map[key]!.At, $"{key} must be a mapping");
        return [];
    }

    void Known(ComposeMap map, string what, params string[] keys)
    {
        foreach (var entry in map.Values.Where(entry => !keys.Contains(entry.Key, StringComparer.Ordinal)))
            Report(entry.At, $"{what} has no key '{entry.Key}'. Known are: {NearestName.Describe(entry.Key, keys)}");
    }

    void Report(SourcePosition at, string message) => problems.Add($"{at}: {message}");

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();
}

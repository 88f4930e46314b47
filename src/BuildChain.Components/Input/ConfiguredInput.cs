using System.Text.Json;
using Nuke.Common;

namespace BuildChain.Components.Input;

/// <summary>
/// Values that come from parameter files and the environment: NUKE passes over an unknown name there and only warns of a bad value.
/// </summary>
static class ConfiguredInput
{
    /// <summary>Problems of <c>.nuke/parameters.json</c> and of the files of the profiles.</summary>
    /// <param name="directory">The folder <c>.nuke</c>.</param>
    public static IEnumerable<string> InFiles(string directory, IEnumerable<string> profiles, IReadOnlyList<KnownParameter> parameters)
        => profiles.Select(profile => (Name: $"parameters.{profile}.json", Profile: profile)).Prepend(("parameters.json", ""))
            .SelectMany(file => InFile(Path.Combine(directory, file.Item1), file.Item2, parameters));

    /// <summary>Problems of the variables that set a parameter: its name in any case and with any punctuation, also after <c>NUKE</c>.</summary>
    /// <param name="given">Parameters of the command line, which win.</param>
    public static IEnumerable<string> InVariables(
        IEnumerable<KeyValuePair<string, string>> variables, IReadOnlyList<KnownParameter> parameters, IReadOnlyCollection<string> given)
        => from variable in variables
           let name = Letters(variable.Key)
           from parameter in parameters
           where !parameter.IsNukes && !parameter.TakesMany && !given.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase)
           where name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase) || name.Equals("NUKE" + parameter.Name, StringComparison.OrdinalIgnoreCase)
           where variable.Value.Length > 0 && !InputCheck.Fits(variable.Value, parameter)
           select InputCheck.Refused(variable.Value, parameter, $"environment variable {variable.Key}");

    static List<string> InFile(string file, string profile, IReadOnlyList<KnownParameter> parameters)
    {
        if (!File.Exists(file))
            return profile.Length == 0 ? [] : [$"Profile '{profile}' has no file {file}"];
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.EnumerateObject().SelectMany(property => InProperty(file, property, parameters)).ToList()
                : [$"{file}: it has to be a JSON object of parameters, such as {{ \"Solution\": \"name.slnx\" }}"];
        }
        catch (JsonException e)
        {
            return [$"{file}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}: it is not JSON: {e.Message.Split(" LineNumber:")[0]}"];
        }
    }

    static List<string> InProperty(string file, JsonProperty property, IReadOnlyList<KnownParameter> parameters)
    {
        if (property.Name == "$schema")
            return [];
        var parameter = parameters.FirstOrDefault(p => p.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase));
        if (parameter is null)
            return [$"{file}: unknown parameter '{property.Name}'. Known are: {NearestName.Describe(property.Name, parameters.Select(p => p.Name).ToList())}"];
        if (property.Value.ValueKind == JsonValueKind.Array && !parameter.TakesMany)
            return [$"{file}: '{property.Name}' takes one value, not a list"];
        var values = property.Value.ValueKind == JsonValueKind.Array ? property.Value.EnumerateArray().ToList() : [property.Value];
        return values.Select(value => value.ToString()).Where(value => !InputCheck.Fits(value, parameter)).Select(value => InputCheck.Refused(value, parameter, file)).ToList();
    }

    static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit));
}

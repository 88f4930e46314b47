namespace Nuke.Common.Execution;

/// <summary>
/// <c>.nuke/build.schema.json</c>, which IDE plugins and shell completion read, written when its content changes; and an empty
/// <c>.nuke/parameters.json</c> that refers to it, if there is none.
/// </summary>
static class SchemaFile
{
    const string Name = "build.schema.json";

    public static void Update(NukeBuild build)
    {
        var directory = Path.Combine(NukeBuild.RootDirectory, ".nuke");
        var file = Path.Combine(directory, Name);
        var schema = BuildSchema.Of(build);
        if (!File.Exists(file) || File.ReadAllText(file) != schema)
            File.WriteAllText(file, schema);

        var parametersFile = Path.Combine(directory, "parameters.json");
        if (!File.Exists(parametersFile))
            File.WriteAllLines(parametersFile, ["{", $"  \"$schema\": \"./{Name}\"", "}"]);
    }
}

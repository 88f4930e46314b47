using System.Text;

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
        var stampFile = Path.Combine(NukeBuild.TemporaryDirectory, "build.schema.stamp");
        if (!IsCurrent(file, stampFile))
        {
            Write(file, BuildSchema.Of(build));
            if (!HasComputedValues(build))
                SharedFile.Write(stampFile, Stamp(file), FileMode.Create);
        }

        var parametersFile = Path.Combine(directory, "parameters.json");
        if (!File.Exists(parametersFile))
            File.WriteAllLines(parametersFile, ["{", $"  \"$schema\": \"./{Name}\"", "}"]);
    }

    static void Write(string file, string schema)
    {
        if (!File.Exists(file) || File.ReadAllText(file) != schema)
            SharedFile.Replace(file, schema);
    }

    // Making the schema takes a good part of the time that a build needs to start: it is left out as long as the assemblies it is
    // made from, and the file itself, are those of the last time.
    static bool IsCurrent(string file, string stampFile)
        => File.Exists(stampFile) && File.Exists(file) && File.ReadAllText(stampFile) == Stamp(file);

    // Values that the build computes may change without its assemblies.
    static bool HasComputedValues(NukeBuild build)
        => InjectedMember.ParametersOf(build.GetType(), includeUnlisted: true)
            .Exists(x => x.Attribute.ValueProviderMember != null ||
                         x.Attribute.GetType() is var type && type != typeof(ParameterAttribute) && type.Assembly != typeof(NukeBuild).Assembly);

    static string Stamp(string file)
    {
        var stamp = new StringBuilder();
        Append(stamp, new FileInfo(file));
        foreach (var assembly in new DirectoryInfo(NukeBuild.BuildAssemblyDirectory).EnumerateFiles("*.dll").OrderBy(x => x.Name))
            Append(stamp, assembly);
        return stamp.ToString();
    }

    static void Append(StringBuilder stamp, FileInfo file)
        => stamp.Append(file.FullName).Append(' ').Append(file.Length).Append(' ').Append(file.LastWriteTimeUtc.Ticks).AppendLine();
}

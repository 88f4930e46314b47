using System.Globalization;
using BuildChain;
using BuildChain.Functions;
using BuildChain.Functions.Generation;
using BuildChain.Meta;

namespace TestProcess;

/// <summary>Models of templates, for tests of what is made of them.</summary>
public static class SampleFunctions
{
    public static SourcePosition Nowhere { get; } = new("template.yaml", 1, 1);

    public static FunctionApp App(string templatePath, params IReadOnlyList<FunctionSpec> functions) => new(templatePath, functions, [], [], [], []);

    public static FunctionSpec Python(string name, string directory) => new()
    {
        LogicalId = string.Concat(name.Where(char.IsAsciiLetterOrDigit)), Name = name, Position = Nowhere, Code = new ZipCode(directory), Handler = "app.handler", Runtime = "python3.11",
    };

    public static LayerSpec Layer(string name, string directory, string? buildMethod = null) => new(name, name, directory, Nowhere, buildMethod);

    public static GenerationRequest Request(string root, FunctionApp app, string environment = "test") => new(root, new GenerationLayout(environment), app, Stamps(app));

    /// <summary>As for sources under no version control.</summary>
    public static IReadOnlyDictionary<string, VersionStamp> Stamps(FunctionApp app)
        => app.Functions.Select(FunctionTargets.Of).Distinct(StringComparer.Ordinal)
            .ToDictionary(target => target, target => new VersionStamp("esb", "0.1.0", "", "", "", "", Dirty: false, target), StringComparer.Ordinal);

    /// <summary>Functions with a file each, all of one version; writes them below <c>src</c>.</summary>
    public static FunctionApp Many(string root, int count, string version)
        => App(Path.Combine(root, "template.yaml"), [.. Enumerable.Range(0, count).Select(number =>
        {
            var name = "f" + number.ToString(CultureInfo.InvariantCulture);
            var directory = Path.Combine(root, "src", version, name);
            Directory.CreateDirectory(directory);
            File.WriteAllText(Path.Combine(directory, "app.py"), version);
            return Python(name, directory) with { Handler = $"{version}.handler" };
        })]);
}

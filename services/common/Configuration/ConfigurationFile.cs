using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Esb.Common.Configuration;

/// <summary>What the configuration files have in common: YAML of one document, a mapping that starts with <c>version: 1</c>.</summary>
static class ConfigurationFile
{
    /// <summary>Names of the files in the configuration directory.</summary>
    public const string Functions = "functions.yml", Routing = "routing.yml", Resources = "resources.yml";

    /// <summary>Reads a text; throws <see cref="ConfigurationException"/> with everything that is wrong.</summary>
    /// <param name="file">How the file is called in messages.</param>
    /// <param name="read">Makes the result of the root mapping; problems that it reports make the whole file unusable.</param>
    public static T Parse<T>(string yaml, string file, Func<YamlMap, T> read)
    {
        var problems = new List<ConfigurationProblem>();
        var root = new YamlMap(Root(yaml, file), new(file, 1, 1), "the file", problems);
        if (root.Text("version") is { Length: > 0 } and not "1" and var version)
            root.Report("version", $"version is '{version}': this version of {BrandNames.CliName} reads version 1");
        var result = read(root);
        return problems is [] ? result : throw new ConfigurationException(InFileOrder(problems));
    }

    /// <summary>Problems as a reader of the file meets them.</summary>
    public static IReadOnlyList<ConfigurationProblem> InFileOrder(IEnumerable<ConfigurationProblem> problems) =>
        [.. problems.OrderBy(problem => problem.Position.Line).ThenBy(problem => problem.Position.Column)];

    static YamlMappingNode? Root(string yaml, string file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents switch
            {
                [] => null,
                [{ RootNode: YamlMappingNode root }] => root,
                [var document] => throw Unusable(file, document.RootNode.Start, "the file must be a mapping (key: value)"),
                [_, var second, ..] => throw Unusable(file, second.RootNode.Start, "the file must be one document"),
            };
        }
        catch (YamlException e)
        {
            throw Unusable(file, e.Start, $"not valid YAML: {e.Message}");
        }
    }

    static ConfigurationException Unusable(string file, Mark at, string message) => new([new(new(file, at.Line, at.Column), message)]);
}

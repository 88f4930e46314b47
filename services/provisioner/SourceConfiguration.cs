using Esb.Common.Configuration;

namespace Esb.Provisioner;

/// <summary>The three configuration files, valid each and together.</summary>
/// <param name="Texts">Names and contents as they were read: what was checked is what is written.</param>
sealed record SourceConfiguration(FunctionsFile Functions, RoutingFile Routing, ResourcesFile Resources, IReadOnlyList<(string Name, string Text)> Texts)
{
    // Functions first: whoever reloads between two of them meets no route to a function that is still to come.
    static readonly string[] Names = ["functions.yml", "routing.yml", "resources.yml"];

    /// <summary>Reads the folder; throws <see cref="ConfigurationException"/> with everything that is wrong in any file.</summary>
    public static SourceConfiguration Read(string directory)
    {
        var problems = new List<ConfigurationProblem>();
        var texts = Names.Select(name => (Name: name, Text: Text(Path.Combine(directory, name), problems))).ToList();
        var functions = Parse(directory, texts[0], FunctionsFile.Parse, problems);
        var routing = Parse(directory, texts[1], RoutingFile.Parse, problems);
        var resources = Parse(directory, texts[2], ResourcesFile.Parse, problems);
        // Routes are not held against functions that could not be read: each would be one more wrong complaint.
        if (functions is not null && routing is not null)
            problems.AddRange(routing.Check(functions));
        return problems is []
            ? new SourceConfiguration(functions!, routing!, resources!, [.. texts.Select(text => (text.Name, text.Text!))])
            : throw new ConfigurationException(problems);
    }

    static string? Text(string path, List<ConfigurationProblem> problems)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var why = e is FileNotFoundException or DirectoryNotFoundException
                ? "the file is missing: ./build.sh GenerateFunctions writes it; its folder is mounted at CONFIG_SOURCE"
                : $"the file cannot be read: {e.Message}";
            problems.Add(new(new(path, 1, 1), why));
            return null;
        }
    }

    static T? Parse<T>(string directory, (string Name, string? Text) file, Func<string, string, T> parse, List<ConfigurationProblem> problems) where T : class
    {
        if (file.Text is null)
            return null;
        try
        {
            return parse(file.Text, Path.Combine(directory, file.Name));
        }
        catch (ConfigurationException e)
        {
            problems.AddRange(e.Problems);
            return null;
        }
    }
}

using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

partial class FunctionReader
{
    // InlineCode wins over CodeUri, as in SAM: the latter may come from Globals.
    FunctionCode? Code(string? runtime)
    {
        const string Accepted = "CodeUri: a directory below the template's.";
        TellBuildMethod();
        if (properties.Has("InlineCode"))
            return Inline(runtime);
        if (!properties.Has("CodeUri"))
        {
            problems.Error(resource.Position, $"The function {id} has no CodeUri.", $"{Accepted} Or InlineCode with Python.");
            return null;
        }

        if (properties.Find("CodeUri") is MapNode)
        {
            problems.Error(
                properties.PositionOf("CodeUri"), "CodeUri names an object in S3.", $"{Accepted} What is in S3 is downloaded first.");
            return null;
        }

        var directory = properties.Text("CodeUri", Accepted) is { } text
            ? context.Paths.Directory(text, properties.PositionOf("CodeUri"), "CodeUri") : null;
        return directory is null ? null : new ZipCode(directory);
    }

    InlineCode? Inline(string? runtime)
    {
        if (runtime is not null && !Runtimes.IsPython(runtime))
            problems.Error(
                properties.PositionOf("InlineCode"), $"InlineCode is given with {runtime}.",
                "InlineCode with python3.x, CodeUri with the others.");
        var code = properties.Text("InlineCode", text => !text.Contains('\0'), "The text of a Python module, without NUL.");
        return code is null ? null : new InlineCode(code);
    }

    void TellBuildMethod()
    {
        if (resource.Body.Find("Metadata") is MapNode metadata && metadata.Find("BuildMethod") is ScalarNode method)
            problems.Notice(method.Position, $"{id}: the build method {method.Text.Quoted()} is not run; CodeUri must have what runs.");
    }

    ImageCode? Image()
    {
        const string Accepted = "Metadata with DockerContext (a directory) and Dockerfile (a file in it).";
        if (resource.Body.Find("Metadata") is not MapNode body)
        {
            problems.Error(resource.Position, $"The image function {id} has no Metadata that says how it is built.", Accepted);
            return null;
        }

        var metadata = new PropertyReader(body, context.Evaluator, problems);
        if (!metadata.Has("DockerContext"))
            problems.Error(body.Position, $"The Metadata of the image function {id} have no DockerContext.", Accepted);
        string[] without = ["DockerBuildExtraParams", "DockerTag"];
        foreach (var name in without.Where(metadata.Has))
            problems.Notice(metadata.PositionOf(name), $"{id}: no effect here: {name}.");

        var contextDirectory = metadata.Text("DockerContext", Accepted) is { } text
            ? context.Paths.Directory(text, metadata.PositionOf("DockerContext"), "DockerContext") : null;
        var dockerfileName = metadata.Has("Dockerfile") ? metadata.Text("Dockerfile", Accepted) : "Dockerfile";
        var dockerfile = contextDirectory is not null && dockerfileName is not null
            ? context.Paths.FileIn(contextDirectory, dockerfileName, metadata.PositionOf("Dockerfile"), "Dockerfile") : null;
        var arguments = BuildArguments(metadata);
        var stage = metadata.Text("DockerBuildTarget", IsStage, "A stage of the Dockerfile: letters, digits, '-', '_' and '.'.");
        var config = Config();
        return dockerfile is null ? null : new ImageCode(dockerfile, contextDirectory!, arguments, stage) { Config = config };
    }

    OrderedDictionary<string, string> BuildArguments(PropertyReader metadata)
    {
        const string Accepted = "A map of texts, such as DockerBuildArgs: {VERSION: \"1\"}.";
        var arguments = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (metadata.Map("DockerBuildArgs", Accepted) is not { } map)
            return arguments;

        foreach (var (name, position, _) in map.Entries)
        {
            if (!(name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')))
                problems.Error(
                    position, $"{name.Quoted()} is not a build argument's name.", "Letters, digits and '_', the first not a digit.");
            else if (map.Text(name, text => !text.Any(ShownText.IsInvisible), "A text without control characters.") is { } value)
                arguments.Add(name, value);
        }

        return arguments;
    }

    ImageConfig? Config()
    {
        if (properties.Map("ImageConfig", "A map with EntryPoint, Command or WorkingDirectory.") is not { } config)
            return null;

        var directory = config.Text(
            "WorkingDirectory", text => LegalNames.IsPlain(text) && text.StartsWith('/'),
            "An absolute path in the image, without quotes and control characters.");
        return new ImageConfig(Words(config, "EntryPoint"), Words(config, "Command"), directory);
    }

    IReadOnlyList<string>? Words(PropertyReader config, string name)
    {
        const string Accepted = "A list of texts without control characters.";
        var words = config.Texts(name, Accepted);
        if (words is not null && words.Any(word => word.Any(ShownText.IsInvisible)))
            problems.Error(config.PositionOf(name), $"{name} has control characters.", Accepted);
        return words;
    }

    static bool IsStage(string text)
        => text.Length is > 0 and <= 128
            && char.IsAsciiLetterOrDigit(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    // Lambda tells this at the first call only. What runs may be in a layer that pip fills, hence no error.
    void LookForCode(FunctionSpec function)
    {
        var isPython = Runtimes.IsPython(function.Runtime);
        if (function.Code is ImageCode || (isPython ? function.Handler is null : function.Code is InlineCode))
            return;

        var dot = isPython ? function.Handler!.LastIndexOf('.') : 0;
        var module = isPython ? function.Handler![..dot].Replace('.', '/') : "bootstrap";
        if (function.Code is InlineCode inline)
        {
            LookForName(inline.Text, function.Handler![(dot + 1)..], "the inline code");
            return;
        }

        var directory = ((ZipCode)function.Code).Directory;
        string[] files = isPython ? [module + ".py", module + "/__init__.py"] : [module];
        var folders = function.Layers.SelectMany(layer => new[] { layer.Directory, Path.Combine(layer.Directory, "python") }).Prepend(directory);
        var found = folders.SelectMany(folder => files.Select(file => Path.Combine(folder, file))).FirstOrDefault(File.Exists);
        if (found is null)
            problems.Warning(
                properties.PositionOf(isPython ? "Handler" : "CodeUri"),
                $"{id}: there is no {files[0]} in {directory}{(function.Layers.Count > 0 ? " nor in its layers" : "")}.",
                isPython ? $"Handler: module.function, such as app.handler for app.py. {InFolder(directory, module)}" : "An executable of that name, in CodeUri or in a layer.");
        else if (isPython)
            LookForName(ReadText(found), function.Handler![(dot + 1)..], Path.GetFileName(found));
    }

    string InFolder(string directory, string module)
        => problems.Known(module, Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*.py").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal) : []);

    // A name that the text never mentions is surely not there, unless somebody else's names are all taken over.
    void LookForName(string? text, string name, string where)
    {
        if (text is null || PythonText.Mentions(text, name) || PythonText.TakesNamesOver(text))
            return;
        problems.Warning(
            properties.PositionOf("Handler"), $"{id}: there is no {name} in {where}.",
            $"Handler: module.function, of a function that is there. {problems.Known(name, PythonText.Functions(text))}");
    }

    static string? ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // Whoever copies it tells.
        }
    }
}

using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>Reads one <c>AWS::Serverless::Function</c>.</summary>
sealed partial class FunctionReader
{
    readonly TemplateContext context;
    readonly TemplateProblems problems;
    readonly IReadOnlyDictionary<string, LayerSpec> layers;
    readonly TemplateResource resource;
    readonly PropertyReader properties;
    readonly MapNode ownProperties;
    readonly string id;

    public FunctionReader(TemplateContext context, IReadOnlyDictionary<string, LayerSpec> layers, TemplateResource resource)
    {
        (this.context, problems, this.layers, this.resource, id) = (context, context.Problems, layers, resource, resource.Id);
        (var merged, ownProperties) = context.Globals.PropertiesOf(resource);
        properties = new PropertyReader(merged, context.Evaluator, problems);
    }

    /// <summary>All but the events. Null when something was wrong, which is reported.</summary>
    public FunctionSpec? Read()
    {
        // Everything is read even where something is missing, so that all errors are told at once.
        var name = context.Names.Of(resource, resource.Position) as ScalarNode;
        properties.Find("FunctionName");
        var isImage = properties.Text("PackageType", text => text is "Zip" or "Image", "Zip or Image.") == "Image";
        var runtime = isImage ? Runtimes.Image : Runtime();
        var code = isImage ? Image() : Code(runtime);
        var handler = isImage ? null : Handler(runtime, code);
        var settings = Settings(isImage);
        TellWithoutEffect(isImage);
        properties.Skip("Events");
        properties.TellRest(id, ownProperties, KnownProperties.OfFunction);
        if (name is null || runtime is null || code is null)
            return null;

        var function = settings(new FunctionSpec
        {
            LogicalId = id, Name = name.Text, Position = resource.Position, Code = code, Runtime = runtime, Handler = handler,
        });
        LookForCode(function);
        return function;
    }

    /// <summary>
    /// The function's routes and schedules. Apart, because SAM makes resources of their own of them: what they refer to, the function does not.
    /// </summary>
    public void ReadEvents(EventReader events)
    {
        // SAM takes "Events:" with nothing after it.
        if (properties.Node.Find("Events") is not (null or ScalarNode { IsNull: true })
            && properties.Map("Events", "A map of events, each with a Type.") is { } map)
            events.Read(map);
    }

    Func<FunctionSpec, FunctionSpec> Settings(bool isImage)
    {
        var own = isImage ? [] : Layers();
        var environment = Variables();
        var timeout = properties.Integer("Timeout", 1, 900, " (seconds)");
        var memory = properties.Integer("MemorySize", 128, 10240, " (MiB)");
        TellArchitecture();
        var concurrency = properties.Integer("ReservedConcurrentExecutions", 0, 1_000_000, "");
        return function => function with
        {
            Layers = own,
            Environment = environment,
            TimeoutSeconds = timeout ?? function.TimeoutSeconds,
            MemoryMiB = memory ?? function.MemoryMiB,
            ReservedConcurrency = concurrency,
        };
    }

    string? Runtime()
    {
        if (!properties.Has("Runtime"))
            problems.Error(resource.Position, $"The function {id} has no Runtime.", Runtimes.Supported);
        var runtime = properties.Text("Runtime", Runtimes.IsSupported, Runtimes.Supported);
        if (runtime is not null && context.Options.Python is { } python && Runtimes.IsPython(runtime) && runtime != $"python{python}")
            problems.Warning(
                properties.PositionOf("Runtime"), $"{id}: no image has {runtime} here; it runs in Python {python}.",
                $"Runtime: python{python}, if it runs in that; else LAMBDA_BASE_IMAGE with an image that has {runtime}, or PackageType: Image");
        return runtime;
    }

    string? Handler(string? runtime, FunctionCode? code)
    {
        var needed = runtime is not null && Runtimes.IsPython(runtime);
        if (needed && !properties.Has("Handler"))
            problems.Error(resource.Position, $"The function {id} has no Handler.", "Handler: module.function, such as app.handler.");

        var accepted = code is InlineCode
            ? "index.function: inline code is the module index."
            : "module.function, such as app.handler; letters, digits and _ . / : @ + -, no '..'.";
        return properties.Text(
            "Handler",
            text => IsHandler(text) && (!needed || text.LastIndexOf('.') is var dot && dot > 0 && dot < text.Length - 1)
                && (code is not InlineCode || text.StartsWith("index.", StringComparison.Ordinal)),
            accepted);
    }

    static bool IsHandler(string text)
        => text.Length is > 0 and <= 128
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/' or ':' or '@' or '+' or '-')
            && text[0] is not ('-' or '/' or '.')
            && !text.Contains("..", StringComparison.Ordinal);

    // Without the function's name: given in Globals it is told once.
    void TellArchitecture()
    {
        const string Accepted = "One of x86_64 and arm64, such as Architectures: [arm64].";

        // CloudFormation takes the text that a function gives for a list of one.
        var isOne = properties.Node.Find("Architectures") is IntrinsicNode && properties.Find("Architectures") is ScalarNode;
        var architectures = isOne ? [properties.Text("Architectures", Accepted) ?? ""] : properties.Texts("Architectures", Accepted);
        if (architectures is not null and not ["x86_64" or "arm64"])
            problems.Error(
                properties.PositionOf("Architectures"), $"Architectures is [{string.Join(", ", architectures.Take(5).Select(ShownText.Quoted))}].",
                $"{Accepted} A list in Globals and one in the function are put together.");
        else if (architectures is [var architecture] && architecture != context.Options.Architecture)
            problems.Notice(
                properties.PositionOf("Architectures"),
                $"Architectures: [{architecture}] has no effect here: images are built for the engine's platform, or for --platforms.");
    }

    // SAM refuses them with an image; from Globals they are hard to avoid in a mixed template.
    void TellWithoutEffect(bool isImage)
    {
        string[] without = isImage ? ["Runtime", "Handler", "Layers", "CodeUri", "InlineCode"] : ["ImageUri", "ImageConfig"];
        var given = without.Where(properties.Has).ToList();
        if (given.Count > 0)
            problems.Notice(
                resource.Position, $"{id}: no effect with PackageType: {(isImage ? "Image" : "Zip")}: {string.Join(", ", given)}.");
    }
}

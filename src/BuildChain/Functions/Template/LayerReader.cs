using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>Reads one <c>AWS::Serverless::LayerVersion</c>.</summary>
static class LayerReader
{
    const string Accepted = "ContentUri: a directory below the template's.";

    /// <summary>Null when something was wrong, which is reported.</summary>
    public static LayerSpec? Read(TemplateContext context, TemplateResource resource)
    {
        var (merged, own) = context.Globals.PropertiesOf(resource);
        var properties = new PropertyReader(merged, context.Evaluator, context.Problems);
        var name = properties.Text("LayerName", LegalNames.IsSimple, "1 to 140 letters, digits, '-' and '_'.");
        var directory = Directory(context, resource, properties);
        properties.TellRest(resource.Id, own, KnownProperties.OfLayer);
        return directory is null ? null : new LayerSpec(resource.Id, name ?? resource.Id, directory, resource.Position, BuildMethod(context, resource));
    }

    static string? Directory(TemplateContext context, TemplateResource resource, PropertyReader properties)
    {
        if (!properties.Has("ContentUri"))
            context.Problems.Error(resource.Position, $"The layer {resource.Id} has no ContentUri.", Accepted);
        if (properties.Find("ContentUri") is not MapNode)
            return properties.Text("ContentUri", Accepted) is { } text
                ? context.Paths.Directory(text, properties.PositionOf("ContentUri"), "ContentUri") : null;

        context.Problems.Error(
            properties.PositionOf("ContentUri"), "ContentUri names an object in S3.", $"{Accepted} What is in S3 is downloaded first.");
        return null;
    }

    static string? BuildMethod(TemplateContext context, TemplateResource resource)
    {
        if (resource.Body.Find("Metadata") is not MapNode metadata || metadata.Find("BuildMethod") is null)
            return null;

        var method = new PropertyReader(metadata, context.Evaluator, context.Problems).Text("BuildMethod", "A runtime such as python3.11.");
        if (method is not null && !Runtimes.IsPython(method))
            context.Problems.Notice(
                resource.Position,
                $"{resource.Id}: the build method {method.Quoted()} is not run; ContentUri must have what belongs into /opt.");
        return method;
    }
}

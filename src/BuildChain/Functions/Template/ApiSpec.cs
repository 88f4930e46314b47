using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>An API that routes belong to.</summary>
/// <param name="Type">The resource type.</param>
sealed record ApiSpec(string Id, string Type, string Stage)
{
    const string DefaultStage = "$default";

    public static readonly ApiSpec ImplicitRest = new("ServerlessRestApi", TemplateResource.Api, "Prod");
    public static readonly ApiSpec ImplicitHttp = new("ServerlessHttpApi", TemplateResource.HttpApi, DefaultStage);

    public static ApiSpec Read(TemplateContext context, TemplateResource resource)
    {
        var isHttp = resource.Type == TemplateResource.HttpApi;
        var (merged, own) = context.Globals.PropertiesOf(resource);
        var properties = new PropertyReader(merged, context.Evaluator, context.Problems);
        if (!isHttp && !properties.Has("StageName"))
            context.Problems.Error(resource.Position, $"The API {resource.Id} has no StageName.", "StageName: Prod, for example.");

        var stage = properties.Text(
            "StageName", text => text == DefaultStage || LegalNames.IsSimple(text),
            "Letters, digits, '-' and '_'; $default for an HTTP API.");
        properties.TellRest(resource.Id, own, isHttp ? KnownProperties.OfHttpApi : KnownProperties.OfApi);
        return new ApiSpec(resource.Id, resource.Type, stage ?? (isHttp ? DefaultStage : "Prod"));
    }
}

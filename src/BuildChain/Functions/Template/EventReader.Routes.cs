using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

partial class EventReader
{
    static readonly IReadOnlyList<string> Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "ANY"];

    static readonly IReadOnlyList<string> OtherRouteProperties =
        ["Auth", "RequestModel", "RequestParameters", "ResponseTransferMode", "RouteSettings", "Stage", "TimeoutInMillis"];

    void ReadRoute(string type, string id, SourcePosition position, PropertyReader properties)
    {
        var isHttp = type == "HttpApi";
        var api = Api(isHttp, properties);
        var (hasPath, hasMethod) = (properties.Has("Path"), properties.Has("Method"));
        var path = properties.Text("Path", text => RoutePath.IsLegal(text) || (isHttp && text == RoutePath.CatchAll), RoutePath.Accepted);
        var method = properties.Text("Method", text => Methods.Contains(Normal(text)), string.Join(", ", Methods) + ", in any case.");
        var payload = isHttp ? properties.Text("PayloadFormatVersion", text => text is "1.0" or "2.0", "\"1.0\" or \"2.0\".") ?? "2.0" : "1.0";
        properties.TellRest($"{functionId}.{id}", properties.Node, OtherRouteProperties);

        // Without both, an HTTP API sends here what no other route takes.
        if (isHttp && !hasPath && !hasMethod)
            (path, method) = (RoutePath.CatchAll, "ANY");
        else if (!hasPath || !hasMethod)
            problems.Error(
                position, $"The event {id} has no {(hasPath ? "Method" : hasMethod ? "Path" : "Path and no Method")}.",
                isHttp ? "Path and Method, or neither for the catch-all." : "Path: /users/{id} and Method: get.");
        if (api is not null && path is not null && method is not null)
            Routes.Add(new RouteSpec(path, Normal(method), functionName, payload, api.Id, api.Stage, position));
    }

    static string Normal(string method)
        => method.Equals("x-amazon-apigateway-any-method", StringComparison.OrdinalIgnoreCase) ? "ANY" : method.ToUpperInvariant();

    ApiSpec? Api(bool isHttp, PropertyReader properties)
    {
        var property = isHttp ? "ApiId" : "RestApiId";
        var type = isHttp ? TemplateResource.HttpApi : TemplateResource.Api;
        var position = properties.PositionOf(property);
        switch (properties.Find(property))
        {
            case null:
                return isHttp ? ApiSpec.ImplicitHttp : ApiSpec.ImplicitRest;
            case ErrorNode:
                return null;
            case UnresolvedNode { Resource: { } id }:
                return context.Evaluator.IsLeftOut(context.Document.Resources[id]) ? null : Named(id, type, position, property);
            case UnresolvedNode { Name: "ServerlessRestApi" } when !isHttp:
                return ApiSpec.ImplicitRest;
            case UnresolvedNode { Name: "ServerlessHttpApi" } when isHttp:
                return ApiSpec.ImplicitHttp;
            case ScalarNode { Text: var id } when context.Document.Resources.ContainsKey(id):
                return Named(id, type, position, property);
            case var other:
                var found = (other as ScalarNode)?.Text.Quoted() ?? (other as UnresolvedNode)?.Name.Quoted() ?? other.Kind;
                problems.Error(position, $"{property} is {found}, not an API of the template.", $"{property}: !Ref Api, of an {type}.");
                return null;
        }
    }

    ApiSpec? Named(string id, string type, SourcePosition position, string property)
    {
        if (apis.TryGetValue(id, out var api) && api.Type == type)
            return api;

        // SAM takes an API that CloudFormation's own types define; its stages are resources of their own.
        var actual = context.Document.Resources[id];
        if (type == TemplateResource.Api && actual.Type == "AWS::ApiGateway::RestApi")
            return ApiSpec.ImplicitRest with { Id = id };
        if (context.Evaluator.IsLeftOut(actual))
            problems.Error(
                position, $"{property} names {id}, which its condition leaves out.", "An API that is there under the same condition.");
        else
            problems.Error(position, $"{property} names {id}, which is an {actual.Type.Printable()}.", $"{property}: !Ref of an {type}.");
        return null;
    }
}

using BuildChain;

namespace Esb.Common.Configuration;

/// <summary><c>routing.yml</c>: the routes of every API.</summary>
public sealed record RoutingFile(IReadOnlyList<RouteConfiguration> Routes)
{
    /// <summary>No route at all.</summary>
    public static RoutingFile Empty { get; } = new([]);

    /// <summary>Reads the file; throws <see cref="ConfigurationException"/>, or <see cref="IOException"/> when it cannot be read.</summary>
    public static RoutingFile Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads a text; throws <see cref="ConfigurationException"/>.</summary>
    /// <param name="file">How the file is called in messages.</param>
    public static RoutingFile Parse(string yaml, string file = ConfigurationFile.Routing) =>
        ConfigurationFile.Parse(yaml, file, static root => RoutingReader.Read(root.Knows("version", "routes")));

    /// <summary>Routes whose function does not exist.</summary>
    public IReadOnlyList<ConfigurationProblem> Check(FunctionsFile functions) =>
    [
        .. Routes.Where(route => !functions.Functions.ContainsKey(route.Function)).Select(route => new ConfigurationProblem(
            route.Position, $"{route.Method} {route.Path}: there is no function '{route.Function}'; there are: "
                + NearestName.Describe(route.Function, [.. functions.Functions.Keys]))),
    ];
}

/// <summary>Which requests go to which function, and in which shape.</summary>
/// <param name="Path">Such as <c>/users/{id}</c>, <c>/files/{proxy+}</c>; <c>$default</c> is the catch-all of an HTTP API.</param>
/// <param name="Method">In capitals; <c>ANY</c> for all.</param>
/// <param name="Function">The function's name.</param>
/// <param name="Payload">The event's format version.</param>
/// <param name="Api">The API's name (its logical id), or null.</param>
/// <param name="Stage">Such as <c>Prod</c>; <c>$default</c> of an HTTP API.</param>
/// <param name="Position">Where it stands.</param>
public sealed record RouteConfiguration(
    string Path, string Method, string Function, PayloadVersion Payload, string? Api, string Stage, ConfigurationPosition Position)
{
    /// <summary>The catch-all path of an HTTP API.</summary>
    public const string CatchAll = "$default";

    /// <summary>The method that stands for all.</summary>
    public const string AnyMethod = "ANY";

    /// <summary>The path without the names of its parameters: two routes of one shape match the same paths.</summary>
    public string Shape => string.Join('/', Path.Split('/').Select(segment => RoutePath.KindOf(segment) switch
    {
        SegmentKind.Parameter => "{}",
        SegmentKind.Greedy => "{+}",
        _ => segment,
    }));
}

/// <summary>The format of the event that a function gets.</summary>
public enum PayloadVersion
{
    /// <summary>1.0: REST APIs (<c>Api</c>).</summary>
    V1,

    /// <summary>2.0: HTTP APIs (<c>HttpApi</c>).</summary>
    V2,
}

static class RoutingReader
{
    static readonly string[] Methods = ["GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "DELETE", RouteConfiguration.AnyMethod];

    public static RoutingFile Read(YamlMap root)
    {
        var routes = new List<RouteConfiguration>();
        var seen = new Dictionary<(string, string), RouteConfiguration>();
        foreach (var map in root.List("routes", "a route"))
        {
            var route = Route(map.Knows("path", "method", "function", "payload", "api", "stage"));
            if (!seen.TryAdd((route.Method, route.Shape), route))
                map.Report("path", $"{route.Method} {route.Path} matches the same requests as the route at {seen[(route.Method, route.Shape)].Position}");
            routes.Add(route);
        }
        return new RoutingFile(routes);
    }

    static RouteConfiguration Route(YamlMap map)
    {
        var path = map.Text("path");
        if (path.Length > 0 && RoutePath.Problem(path) is { } problem)
            map.Report("path", $"path is '{path}': {problem}");
        var payload = map.OneOf("payload", "1.0", "1.0", "2.0") == "2.0" ? PayloadVersion.V2 : PayloadVersion.V1;
        if (path == RouteConfiguration.CatchAll && payload == PayloadVersion.V1)
            map.Report("path", $"path is '{path}': only an HTTP API (payload \"2.0\") has this catch-all; use /{{proxy+}}");
        return new RouteConfiguration(
            path,
            map.OneOf("method", RouteConfiguration.AnyMethod, Methods),
            map.Text("function"),
            payload,
            map.OptionalText("api"),
            map.OptionalText("stage") ?? (payload == PayloadVersion.V2 ? "$default" : "Prod"),
            map.Position);
    }
}

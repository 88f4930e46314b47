using Esb.Common.Configuration;

namespace Esb.Gateway.Api;

/// <summary>A request's route and what its parameters stand for.</summary>
/// <param name="Parameters">As they are in the path, percent-encoded.</param>
sealed record RouteMatch(RouteConfiguration Route, IReadOnlyList<KeyValuePair<string, string>> Parameters);

/// <summary>
/// Finds the route of a request. All APIs share one root. Of the routes for the request's method, the one with the path that fits best wins:
/// literal segments before parameters, from left to right; then greedy parameters, the longer prefix first; then <c>$default</c>. At one
/// path the method itself goes before <c>ANY</c>.
/// </summary>
/// <remarks>docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation</remarks>
sealed class RouteTable
{
    readonly Node _root = new();
    readonly Node _catchAll = new();

    RouteTable(IReadOnlyList<RouteConfiguration> routes)
    {
        foreach (var route in routes)
            (route.Path == RouteConfiguration.CatchAll ? _catchAll : _root.At(route.Path)).Routes.TryAdd(route.Method, route);
        IsEmpty = routes.Count == 0;
        HasHttpApi = routes.Any(route => route.Payload == PayloadVersion.V2);
    }

    /// <summary>The table of a routing file.</summary>
    public static RouteTable Of(RoutingFile routing) => new(routing.Routes);

    /// <summary>Whether any route is of an HTTP API: those have another answer to what no route matches.</summary>
    public bool HasHttpApi { get; }

    /// <summary>Whether there is no route at all.</summary>
    public bool IsEmpty { get; }

    /// <summary>The route for a method and a path, or null.</summary>
    /// <param name="path">Percent-encoded, without the query.</param>
    public RouteMatch? Match(string method, string path)
    {
        var segments = path.TrimStart('/').Split('/');
        // A REST API does not mind a slash at the end.
        var trimmed = segments is [.., _, ""] ? segments[..^1] : null;
        return Find(method, segments, greedy: false)
            ?? (trimmed is null ? null : Find(method, trimmed, greedy: false, PayloadVersion.V1))
            ?? Find(method, segments, greedy: true)
            ?? (trimmed is null ? null : Find(method, trimmed, greedy: true, PayloadVersion.V1))
            ?? (_catchAll.Route(method, null) is { } route ? new RouteMatch(route, []) : null);
    }

    RouteMatch? Find(string method, string[] segments, bool greedy, PayloadVersion? only = null)
    {
        var found = Find(_root, 0);
        return found is null ? null : new RouteMatch(found, [.. Parameters(found, segments)]);

        RouteConfiguration? Find(Node node, int index)
        {
            if (index == segments.Length)
                return node.Route(method, only);
            var segment = segments[index];
            return (node.Literals.TryGetValue(Uri.UnescapeDataString(segment), out var literal) ? Find(literal, index + 1) : null)
                ?? (node.Parameter is { } parameter && segment.Length > 0 ? Find(parameter, index + 1) : null)
                ?? (greedy && segment.Length > 0 ? node.Greedy?.Route(method, only) : null);
        }
    }

    static IEnumerable<KeyValuePair<string, string>> Parameters(RouteConfiguration route, string[] segments)
    {
        var pattern = route.Path.TrimStart('/').Split('/');
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (RoutePath.KindOf(pattern[i]))
            {
                case SegmentKind.Parameter:
                    yield return new(RoutePath.NameOf(pattern[i]), segments[i]);
                    break;
                case SegmentKind.Greedy:
                    var rest = string.Join('/', segments[i..]);
                    yield return new(RoutePath.NameOf(pattern[i]), route.Payload == PayloadVersion.V1 ? rest.TrimEnd('/') : rest);
                    break;
            }
        }
    }

    sealed class Node
    {
        public Dictionary<string, Node> Literals { get; } = new(StringComparer.Ordinal);

        public Node? Parameter { get; private set; }

        public Node? Greedy { get; private set; }

        public Dictionary<string, RouteConfiguration> Routes { get; } = new(StringComparer.Ordinal);

        /// <summary>The node of a route's path, made where it is missing.</summary>
        public Node At(string path)
        {
            var node = this;
            foreach (var segment in path.TrimStart('/').Split('/'))
            {
                node = RoutePath.KindOf(segment) switch
                {
                    SegmentKind.Parameter => node.Parameter ??= new Node(),
                    SegmentKind.Greedy => node.Greedy ??= new Node(),
                    _ => node.Literals.TryGetValue(segment, out var literal) ? literal : node.Literals[segment] = new Node(),
                };
            }
            return node;
        }

        public RouteConfiguration? Route(string method, PayloadVersion? only) =>
            (Routes.TryGetValue(method, out var route) || Routes.TryGetValue(RouteConfiguration.AnyMethod, out route))
                && (only is null || route.Payload == only) ? route : null;
    }
}

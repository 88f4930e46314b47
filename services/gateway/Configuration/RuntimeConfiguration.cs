using Esb.Common.Configuration;
using Esb.Gateway.Api;

namespace Esb.Gateway.Configuration;

/// <summary>The functions and routes of one moment; requests keep the one that they began with.</summary>
sealed record RuntimeConfiguration(FunctionsFile Functions, RoutingFile Routing)
{
    /// <summary>Finds the routes.</summary>
    public RouteTable Routes { get; private init; } = RouteTable.Of(Routing);

    /// <summary>The same functions with other routes.</summary>
    public RuntimeConfiguration With(RoutingFile routing) => this with { Routing = routing, Routes = RouteTable.Of(routing) };

    /// <summary>What a gateway starts with.</summary>
    public static RuntimeConfiguration Empty { get; } = new(FunctionsFile.Empty, RoutingFile.Empty);
}

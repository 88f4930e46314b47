using Esb.Common.Configuration;

namespace Esb.Gateway.Configuration;

/// <summary>The functions and routes of one moment; requests keep the one that they began with.</summary>
sealed record RuntimeConfiguration(FunctionsFile Functions, RoutingFile Routing)
{
    /// <summary>What a gateway starts with.</summary>
    public static RuntimeConfiguration Empty { get; } = new(FunctionsFile.Empty, RoutingFile.Empty);
}

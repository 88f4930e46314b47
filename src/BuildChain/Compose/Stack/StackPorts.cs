using System.Globalization;

namespace BuildChain.Compose;

/// <summary>The ports of this machine that lead into a stack. 0 means: any that is free, from a leased block.</summary>
public sealed record StackPorts(int GatewayHttps = 443, int AgentGrpc = 50051, int AgentMetrics = 9091)
{
    /// <summary>By the variable of the compose files that sets each.</summary>
    public IReadOnlyDictionary<string, int> ByVariable => new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["PORT_GATEWAY_HTTPS"] = GatewayHttps,
        ["PORT_AGENT_GRPC"] = AgentGrpc,
        ["PORT_AGENT_METRICS"] = AgentMetrics,
    };

    public bool NeedsLease => ByVariable.Values.Contains(0);

    /// <summary>Takes those that are 0 from the start of a leased block, in a fixed order: the same block gives the same ports.</summary>
    public StackPorts From(int block)
        => new(GatewayHttps == 0 ? block : GatewayHttps, AgentGrpc == 0 ? block + 1 : AgentGrpc, AgentMetrics == 0 ? block + 2 : AgentMetrics);

    /// <exception cref="BuildChainException">No port.</exception>
    public static int Check(int port, string source)
        => port is >= 0 and <= 65535 ? port : throw new BuildChainException(
            string.Create(CultureInfo.InvariantCulture, $"{source}: {port} is not a port. It is 1 to 65535, or 0 for one that is free."));
}

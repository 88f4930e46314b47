using BuildChain.Components.Input;
using BuildChain.Compose;
using BuildChain.Images;
using Nuke.Common;
using Nuke.Common.IO;

namespace BuildChain.Components;

/// <summary>Which stack is meant: its compose file, project and ports.</summary>
public interface IHasStack : ISetupEngine, ISetupCerts, IHasImages
{
    // NUKE finds the variables PORT_GATEWAY_HTTPS, PORT_AGENT_GRPC and PORT_AGENT_METRICS by the members' names.
    [Parameter("Up: port of the gateway. Default: PORT_GATEWAY_HTTPS, else 443; 0 for one that is free")]
    int? PortGatewayHttps => TryGetValue<int?>(() => PortGatewayHttps);

    [Parameter("Up: port of the agent's API. Default: PORT_AGENT_GRPC, else 50051; 0 for one that is free")]
    int? PortAgentGrpc => TryGetValue<int?>(() => PortAgentGrpc);

    [Parameter("Up: port of the agent's metrics. Default: PORT_AGENT_METRICS, else 9091; 0 for one that is free")]
    int? PortAgentMetrics => TryGetValue<int?>(() => PortAgentMetrics);

    /// <summary>Compose's project name: <c>ESB_PROJECT</c>, else <c>esb-&lt;env&gt;</c>.</summary>
    /// <exception cref="BuildChainException">Compose would not take it.</exception>
    string StackProject => EnvironmentName.ParseProject(UserEnvironment.Get($"{BrandNames.Env}PROJECT") ?? $"{BrandNames.Slug}-{Env}", $"{BrandNames.Env}PROJECT");

    /// <summary>The functions' configuration, as <c>GenerateFunctions</c> writes it.</summary>
    AbsolutePath ConfigurationDirectory => RootDirectory / BrandNames.Folder / Env / "config";

    /// <summary>Ports as they were asked for; 0 is not resolved.</summary>
    /// <exception cref="BuildChainException">No port.</exception>
    StackPorts StackPorts
    {
        get
        {
            var standard = new StackPorts();
            return new StackPorts(
                Compose.StackPorts.Check(PortGatewayHttps ?? standard.GatewayHttps, "--port-gateway-https"),
                Compose.StackPorts.Check(PortAgentGrpc ?? standard.AgentGrpc, "--port-agent-grpc"),
                Compose.StackPorts.Check(PortAgentMetrics ?? standard.AgentMetrics, "--port-agent-metrics"));
        }
    }

    /// <summary>What the compose files are given, for the engine of this run.</summary>
    async Task<StackSettings> StackSettingsAsync()
    {
        var variables = ImageVariables;
        return new StackSettings(RootDirectory, StackProject, Mode.ToString())
        {
            Env = Env,
            Tag = variables[$"{BrandNames.Env}TAG"]!,
            RegistryPrefix = variables[$"{BrandNames.Env}REGISTRY"]!,
            Run = UserEnvironment.Get($"{BrandNames.Env}RUN") ?? "",
            Ports = StackPorts,
            CertificateDirectory = CertificateDirectory,
            ConfigDirectory = ConfigurationDirectory,
            Socket = EngineSocket.Of(await ConnectAsync()),
        };
    }
}

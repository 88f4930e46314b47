using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BuildChain.Compose;

/// <summary>Asks the agent for the functions' containers: in containerd mode nobody else knows them.</summary>
static partial class FunctionContainers
{
    const int ApiPort = 50051;

    static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Null when the agent is not there, is not published, or does not answer.</summary>
    public static async Task<IReadOnlyList<FunctionContainer>?> AskAgentAsync(
        IReadOnlyList<StackContainer> services, string certificateDirectory, CancellationToken cancellationToken)
    {
        var port = services.Where(service => service.State == "running").SelectMany(service => service.Ports).FirstOrDefault(p => p.ContainerPort == ApiPort)?.Port;
        if (port is null)
            return null;
        using var client = StackHttp.Create(certificateDirectory, Limit, withClientCertificate: true);
        try
        {
            var answer = await client.GetFromJsonAsync(new Uri($"https://127.0.0.1:{port}/v1/containers"), AgentJson.Default.AgentContainerArray, cancellationToken) ?? [];
            return [.. answer.OrderBy(c => c.Function, StringComparer.Ordinal).ThenBy(c => c.Container, StringComparer.Ordinal)
                .Select(c => new FunctionContainer(c.Function, c.Container, c.State, c.Address, c.Since))];
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    internal sealed record AgentContainer(string Container, string Function, string Address, string State, DateTimeOffset Since);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(AgentContainer[]))]
    sealed partial class AgentJson : JsonSerializerContext;
}

using System.Text.Json;
using BuildChain.Processes;

namespace BuildChain.Engine;

/// <summary>The engine that docker would use without this build.</summary>
sealed class SystemEngine(Func<string, string?> variable, PluginVersions versions)
{
    static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    public async Task<EngineReport> ProbeAsync(CancellationToken cancellationToken)
    {
        var config = DockerEndpoint.ConfigDirectory(variable);
        var docker = Programs.Find("docker", variable("PATH"));
        var engine = ProbeEngineAsync(docker, DockerEndpoint.Resolve(variable, config), cancellationToken);
        var buildx = ProbePluginAsync("buildx", EngineRequirements.Buildx, config, cancellationToken);
        var compose = ProbePluginAsync("compose", EngineRequirements.Compose, config, cancellationToken);
        await Task.WhenAll(engine, buildx, compose);

        var (finding, answers, host) = await engine;
        var report = new EngineReport(EngineKind.System, finding, await buildx, await compose);
        return report.GoodEnough && answers is var (version, info)
            ? report with
            {
                Connection = new EngineConnection(
                    EngineKind.System,
                    docker!,
                    new Dictionary<string, string?>(),
                    EngineFacts.Read(version, info, report.Buildx.Version!, report.Compose.Version!))
                {
                    Host = host,
                    BuildxPath = report.Buildx.Location,
                },
            }
            : report;
    }

    static async Task<(ToolFinding Finding, (JsonElement, JsonElement)? Answers, string? Host)> ProbeEngineAsync(
        string? docker, DockerEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (docker is null)
            return (Missing("the docker command is not on PATH"), null, endpoint.Host);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTime);
        try
        {
            var answers = endpoint.Socket is { } socket
                ? await AskSocketAsync(socket, limit.Token)
                : await AskCliAsync(docker, limit.Token);
            return answers is var (version, _) && version.TryGetProperty("Version", out var text)
                ? (ToolFinding.Of("engine", EngineRequirements.Engine, text.GetString() ?? "", endpoint.ToString()), answers, endpoint.Host)
                : (Missing($"no Docker engine answers at {endpoint}"), null, endpoint.Host);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (Missing($"the engine at {endpoint} did not answer within {AnswerTime.TotalSeconds:0} s"), null, endpoint.Host);
        }
        catch (EngineException e)
        {
            return (Missing(e.Message), null, endpoint.Host);
        }
    }

    static ToolFinding Missing(string problem) => ToolFinding.Missing("engine", EngineRequirements.Engine, problem);

    /// <returns>Null when nobody listens.</returns>
    /// <exception cref="EngineException">Somebody listens who gives no answer, or another one than an engine that works.</exception>
    internal static async Task<(JsonElement Version, JsonElement Info)?> AskSocketAsync(string socket, CancellationToken cancellationToken)
    {
        if (!File.Exists(socket))
            return null;
        var version = DockerApi.TryGetSoonAsync(socket, "/version", cancellationToken);
        var info = DockerApi.TryGetSoonAsync(socket, "/info", cancellationToken);
        await Task.WhenAll(version, info);
        return await version is { } v && await info is { } i ? (v, i) : null;
    }

    // Named pipes, TCP with TLS, SSH and contexts this code cannot read: the CLI knows them all.
    static async Task<(JsonElement Version, JsonElement Info)?> AskCliAsync(string docker, CancellationToken cancellationToken)
    {
        var version = CliJsonAsync(docker, "version", cancellationToken);
        var info = CliJsonAsync(docker, "info", cancellationToken);
        await Task.WhenAll(version, info);
        return await version is { } v && await info is { } i
               && v.TryGetProperty("Server", out var server) && server.ValueKind == JsonValueKind.Object
            ? (server, i)
            : null;
    }

    static async Task<JsonElement?> CliJsonAsync(string docker, string command, CancellationToken cancellationToken)
    {
        var result = await ProcessRunner.TryRunAsync(new ProcessRequest(docker, command, "--format", "{{json .}}"), cancellationToken);
        if (!result.Output.StartsWith('{'))
            return null;
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }

    async Task<ToolFinding> ProbePluginAsync(string name, Version minimum, string config, CancellationToken cancellationToken)
    {
        if (Programs.FindPlugin($"docker-{name}", config) is not { } plugin)
            return ToolFinding.Missing(name, minimum, $"the docker CLI plugin docker-{name} is not installed");
        return await versions.GetAsync(plugin, cancellationToken) is { } version
            ? ToolFinding.Of(name, minimum, version, plugin)
            : ToolFinding.Missing(name, minimum, $"{plugin} does not answer as a docker CLI plugin does", plugin);
    }
}

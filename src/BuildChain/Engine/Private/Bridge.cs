using BuildChain.Processes;

namespace BuildChain.Engine.Private;

/// <summary>The network bridge of an engine's default network: docker makes only its own <c>docker0</c> by itself.</summary>
static class Bridge
{
    public static async Task EnsureAsync(Func<string[], ProcessRequest> ip, string name, string address, CancellationToken cancellationToken)
    {
        if (!Directory.Exists($"/sys/class/net/{name}"))
            await ProcessRunner.RunAsync(ip(["link", "add", "name", name, "type", "bridge"]), cancellationToken);
        await ProcessRunner.RunAsync(ip(["address", "replace", address, "dev", name]), cancellationToken);
        await ProcessRunner.RunAsync(ip(["link", "set", "dev", name, "up"]), cancellationToken);
    }

    public static async Task RemoveAsync(Func<string[], ProcessRequest> ip, string name, CancellationToken cancellationToken)
        => await ProcessRunner.TryRunAsync(ip(["link", "delete", name, "type", "bridge"]), cancellationToken);
}

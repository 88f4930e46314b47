using System.Collections.Concurrent;
using System.Text.Json;

namespace Esb.RuntimeNode.Network;

/// <summary>Attaches containers to the bridge by running CNI's plug-in as its specification (0.4.0) says.</summary>
sealed class CniNetwork(NodeSettings node)
{
    const string Interface = "eth0";

    readonly ConcurrentDictionary<string, string> _addresses = new(StringComparer.Ordinal);

    /// <summary>Where a container's network namespace is.</summary>
    public static string Namespace(string container) => Path.Combine(NodeSettings.Namespaces, container);

    /// <summary>Makes the container's network namespace and attaches it; returns its IPv4 address.</summary>
    public async Task<string> AttachAsync(string container, CancellationToken cancellationToken)
    {
        var result = await RunAsync("ADD", container, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(result);
            var address = document.RootElement.GetProperty("ips")[0].GetProperty("address").GetString()!.Split('/')[0];
            _addresses[container] = address;
            return address;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new CommandException($"CNI's bridge plug-in answered \"{result}\", where its specification wants an address", e);
        }
    }

    /// <summary>The container's address; empty when it has none.</summary>
    public string Address(string container) => _addresses.GetValueOrDefault(container, "");

    /// <summary>Gives the address back and removes the network namespace.</summary>
    public async Task DetachAsync(string container, CancellationToken cancellationToken)
    {
        _addresses.TryRemove(container, out _);
        await RunAsync("DEL", container, cancellationToken);
        NetworkNamespace.Remove(Namespace(container));
    }

    /// <summary>Forgets what an earlier run of the node left: its containers are gone, and so are their namespaces.</summary>
    public static void Reset()
    {
        foreach (var folder in (string[])[NodeSettings.Namespaces, NodeSettings.Addresses])
        {
            if (!Directory.Exists(folder))
                continue;
            foreach (var file in Directory.GetFiles(folder))
                NetworkNamespace.Remove(file);
            Directory.Delete(folder, recursive: true);
        }
    }

    async Task<string> RunAsync(string command, string container, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CNI_COMMAND"] = command,
            ["CNI_CONTAINERID"] = container,
            ["CNI_NETNS"] = Namespace(container),
            ["CNI_IFNAME"] = Interface,
            ["CNI_PATH"] = node.CniPlugins,
        };
        try
        {
            return await Command.RunAsync(
                Path.Combine(node.CniPlugins, "bridge"), [], NodeConfiguration.Cni(node), variables, cancellationToken);
        }
        catch (CommandException e) when (Reason(e.Output) is { } reason)
        {
            throw new CommandException($"CNI's bridge plug-in failed: {reason}", e);
        }
    }

    static string? Reason(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            return document.RootElement.TryGetProperty("msg", out var message)
                ? $"{message.GetString()} {(document.RootElement.TryGetProperty("details", out var details) ? details.GetString() : "")}".TrimEnd()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

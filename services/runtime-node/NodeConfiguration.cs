namespace Esb.RuntimeNode;

/// <summary>The texts of the files that containerd, CNI and function containers read; the same settings give the same bytes.</summary>
static class NodeConfiguration
{
    /// <summary>containerd's configuration, version 2: read by containerd 1.3 and later, 2.x included.</summary>
    /// <remarks>Kubernetes' interface is off: nothing here speaks it, and it insists on sandboxes of its own.</remarks>
    public static string Containerd(NodeSettings node) => $"""
        version = 2
        root = "{node.Root}"
        state = "/run/containerd"
        disabled_plugins = ["io.containerd.grpc.v1.cri"]

        [grpc]
          address = "{node.Socket}"

        """;

    /// <summary>What CNI's bridge plug-in is told: one bridge with addresses from the subnet, and a way out.</summary>
    /// <remarks>No chain of plug-ins: nobody publishes ports here, and nobody else filters in this network namespace.</remarks>
    public static string Cni(NodeSettings node) => $$"""
        {
          "cniVersion": "0.4.0",
          "name": "esb",
          "type": "bridge",
          "bridge": "{{NodeSettings.Bridge}}",
          "isGateway": true,
          "ipMasq": true,
          "hairpinMode": true,
          "ipam": {
            "type": "host-local",
            "dataDir": "{{NodeSettings.Addresses}}",
            "ranges": [[{ "subnet": "{{node.Subnet}}" }]],
            "routes": [{ "dst": "0.0.0.0/0" }]
          }
        }

        """;

    /// <summary>The plug-in programs that <see cref="Cni"/> names.</summary>
    public static string[] CniPrograms { get; } = ["bridge", "host-local"];

    /// <summary>Containers ask the node for names (<see cref="Network.NameRelay"/>).</summary>
    public static string Resolver(NodeSettings node) => $"nameserver {node.Gateway}\noptions timeout:2 attempts:2\n";

    /// <summary>Containers' own names; all others are the resolver's.</summary>
    public static string Hosts => "127.0.0.1 localhost\n";

    /// <summary>Writes all files.</summary>
    public static async Task WriteAsync(NodeSettings node, CancellationToken cancellationToken)
    {
        var files = new[]
        {
            (NodeSettings.ContainerdConfig, Containerd(node)), (NodeSettings.ResolverFile, Resolver(node)), (NodeSettings.HostsFile, Hosts),
        };
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, cancellationToken);
        }
    }
}

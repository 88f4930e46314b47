namespace Esb.RuntimeNode;

/// <summary>The texts of the two configuration files; the same settings give the same bytes.</summary>
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

    /// <summary>One bridge with addresses from the subnet, a way out, and port forwarding.</summary>
    public static string Cni(NodeSettings node) => $$"""
        {
          "cniVersion": "0.4.0",
          "name": "esb",
          "plugins": [
            {
              "type": "bridge",
              "bridge": "{{NodeSettings.Bridge}}",
              "isGateway": true,
              "ipMasq": true,
              "hairpinMode": true,
              "ipam": {
                "type": "host-local",
                "ranges": [[{ "subnet": "{{node.Subnet}}" }]],
                "routes": [{ "dst": "0.0.0.0/0" }]
              }
            },
            { "type": "portmap", "capabilities": { "portMappings": true } },
            { "type": "firewall" }
          ]
        }

        """;

    /// <summary>The plug-in programs that <see cref="Cni"/> names.</summary>
    public static string[] CniPrograms { get; } = ["bridge", "host-local", "portmap", "firewall"];

    /// <summary>Writes both files.</summary>
    public static async Task WriteAsync(NodeSettings node, CancellationToken cancellationToken)
    {
        foreach (var (path, text) in new[] { (node.ContainerdConfig, Containerd(node)), (node.CniConfig, Cni(node)) })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, cancellationToken);
        }
    }
}

using System.Net;
using Esb.Common;
using Esb.Common.Node;

namespace Esb.RuntimeNode;

/// <summary>Where containerd and CNI live in the container, and the addresses that functions get.</summary>
/// <param name="ApiSocket">The socket that the agent asks; in a volume that both have.</param>
/// <param name="Socket">containerd's socket.</param>
/// <param name="Root">containerd's images and snapshots: a volume, since overlay does not stack on overlay.</param>
/// <param name="Runtime">containerd's shim for function containers, such as <c>aws.firecracker</c>; containerd has to find it.</param>
/// <param name="Snapshotter">Where containers' file systems come from; another shim may need another one.</param>
/// <param name="RegistryScheme"><c>http</c> or <c>https</c>.</param>
/// <param name="CniPlugins">The plug-in programs; Debian's folder.</param>
/// <param name="Subnet">The functions' addresses, CIDR notation, at most /30.</param>
sealed record NodeSettings(
    string ApiSocket, string Socket, string Root, string Runtime, string Snapshotter, string RegistryScheme, string CniPlugins, IPNetwork Subnet)
{
    /// <summary>The bridge that functions are attached to.</summary>
    public const string Bridge = "esb0";

    /// <summary>The configuration file that is written for containerd.</summary>
    public const string ContainerdConfig = "/etc/containerd/config.toml";

    /// <summary>One file per network namespace of a container.</summary>
    public const string Namespaces = "/run/esb/netns";

    /// <summary>The addresses that are given out (CNI's host-local).</summary>
    public const string Addresses = "/run/esb/addresses";

    /// <summary>One file per container with its output.</summary>
    public const string Logs = "/run/esb/logs";

    /// <summary>Containers' <c>/etc/resolv.conf</c>.</summary>
    public const string ResolverFile = "/run/esb/resolv.conf";

    /// <summary>Containers' <c>/etc/hosts</c>.</summary>
    public const string HostsFile = "/run/esb/hosts";

    /// <summary>The node's own address on the bridge, the first of the subnet.</summary>
    public IPAddress Gateway
    {
        get
        {
            var bytes = Subnet.BaseAddress.GetAddressBytes();
            bytes[3]++;
            return new(bytes);
        }
    }

    /// <summary>
    /// Reads <c>NODE_SOCKET</c>, <c>CONTAINERD_SOCKET</c>, <c>CONTAINERD_ROOT</c>, <c>CONTAINERD_RUNTIME</c>, <c>CONTAINERD_SNAPSHOTTER</c>,
    /// <c>REGISTRY_SCHEME</c>, <c>CNI_PLUGINS</c> and <c>CNI_SUBNET</c>.
    /// </summary>
    public static NodeSettings Read(ServiceSettings settings) => new(
        settings.AbsolutePath("NODE_SOCKET", NodeContract.DefaultSocket),
        settings.AbsolutePath("CONTAINERD_SOCKET", "/run/containerd/containerd.sock"),
        settings.AbsolutePath("CONTAINERD_ROOT", "/var/lib/containerd"),
        settings.Text("CONTAINERD_RUNTIME", "io.containerd.runc.v2"),
        settings.Text("CONTAINERD_SNAPSHOTTER", "overlayfs"),
        settings.OneOf("REGISTRY_SCHEME", "http", "http", "https"),
        settings.AbsolutePath("CNI_PLUGINS", "/usr/lib/cni"),
        settings.Subnet("CNI_SUBNET", IPNetwork.Parse("10.88.0.0/16")));
}

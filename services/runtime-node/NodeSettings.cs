using System.Net;
using Esb.Common;

namespace Esb.RuntimeNode;

/// <summary>Where containerd and CNI live in the container, and the addresses that functions get.</summary>
/// <param name="Socket">containerd's socket.</param>
/// <param name="Root">containerd's images and snapshots: a volume, since overlay does not stack on overlay.</param>
/// <param name="ContainerdConfig">The configuration file that is written for containerd.</param>
/// <param name="CniConfig">The network configuration list that is written for CNI.</param>
/// <param name="CniPlugins">The plug-in programs; Debian's folder.</param>
/// <param name="Subnet">The functions' addresses, CIDR notation, at most /30.</param>
sealed record NodeSettings(
    string Socket, string Root, string ContainerdConfig, string CniConfig, string CniPlugins, IPNetwork Subnet)
{
    /// <summary>The bridge that functions are attached to.</summary>
    public const string Bridge = "esb0";

    /// <summary>Reads <c>CONTAINERD_SOCKET</c>, <c>CONTAINERD_ROOT</c>, <c>CNI_PLUGINS</c> and <c>CNI_SUBNET</c>.</summary>
    public static NodeSettings Read(ServiceSettings settings) => new(
        settings.AbsolutePath("CONTAINERD_SOCKET", "/run/containerd/containerd.sock"),
        settings.AbsolutePath("CONTAINERD_ROOT", "/var/lib/containerd"),
        "/etc/containerd/config.toml",
        "/etc/cni/net.d/10-esb.conflist",
        settings.AbsolutePath("CNI_PLUGINS", "/usr/lib/cni"),
        settings.Subnet("CNI_SUBNET", IPNetwork.Parse("10.88.0.0/16")));
}

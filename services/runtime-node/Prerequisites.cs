using System.Globalization;

namespace Esb.RuntimeNode;

/// <summary>What containerd needs of the container that it runs in.</summary>
static class Prerequisites
{
    /// <summary>Capabilities by their bit in the kernel's <c>CapEff</c> mask (linux/capability.h).</summary>
    static readonly (int Bit, string Name, string Purpose)[] Capabilities =
    [
        (21, "CAP_SYS_ADMIN", "to mount containers' file systems"),
        (12, "CAP_NET_ADMIN", "to attach containers to their network"),
    ];

    /// <summary>Sentences for what is missing; empty when containerd can work.</summary>
    public static IReadOnlyList<string> Missing(NodeSettings node) =>
        [.. MissingPrivileges(File.ReadAllText("/proc/self/status")), .. MissingControlGroups(), .. MissingPrograms(node)];

    /// <summary>Judges the text of <c>/proc/self/status</c>.</summary>
    public static IEnumerable<string> MissingPrivileges(string status)
    {
        var mask = EffectiveCapabilities(status);
        foreach (var (bit, name, purpose) in Capabilities)
        {
            if ((mask >> bit & 1) == 0)
                yield return $"the container lacks {name} {purpose}: run it with --privileged (compose: privileged: true)";
        }
    }

    static ulong EffectiveCapabilities(string status)
    {
        var line = status.Split('\n').FirstOrDefault(line => line.StartsWith("CapEff:", StringComparison.Ordinal));
        return line is null ? 0 : ulong.Parse(line["CapEff:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    static IEnumerable<string> MissingControlGroups()
    {
        var mount = File.ReadLines("/proc/self/mounts")
            .Select(line => line.Split(' '))
            .FirstOrDefault(fields => fields is [_, "/sys/fs/cgroup", ..]);
        if (mount is null)
            yield return "no control groups are mounted at /sys/fs/cgroup";
        else if (mount[3].Split(',').Contains("ro"))
            yield return "/sys/fs/cgroup is mounted read-only: run the container with --privileged (compose: privileged: true)";
    }

    static IEnumerable<string> MissingPrograms(NodeSettings node)
    {
        foreach (var program in (string[])["/usr/bin/containerd", "/usr/bin/ctr", "/usr/sbin/runc", "/usr/sbin/iptables"])
        {
            if (!File.Exists(program))
                yield return $"{program} is not in the image";
        }
        foreach (var plugin in NodeConfiguration.CniPrograms)
        {
            if (!File.Exists(Path.Combine(node.CniPlugins, plugin)))
                yield return $"the CNI plug-in {plugin} is not in {node.CniPlugins}";
        }
    }
}

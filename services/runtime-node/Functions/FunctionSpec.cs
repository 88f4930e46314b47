using Esb.Common.Node;
using Esb.RuntimeNode.Network;

namespace Esb.RuntimeNode.Functions;

/// <summary>The OCI specification of a function container: the image's process, kept in as in docker mode.</summary>
static class FunctionSpec
{
    const long CpuPeriod = 100_000;
    const ulong NewUserNamespace = 0x10000000;
    const uint NotImplemented = 38;
    const string Refuse = "SCMP_ACT_ERRNO";

    /// <summary>What nobody without capabilities needs, and what most ways out of a container went through.</summary>
    static readonly string[] RefusedCalls =
    [
        "acct", "add_key", "bpf", "clock_settime", "delete_module", "finit_module", "fsconfig", "fsmount", "fsopen", "fspick", "init_module",
        "io_uring_enter", "io_uring_register", "io_uring_setup", "ioperm", "iopl", "kcmp", "kexec_file_load", "kexec_load", "keyctl",
        "mount", "mount_setattr", "move_mount", "move_pages", "name_to_handle_at", "nfsservctl", "open_by_handle_at", "open_tree",
        "perf_event_open", "pivot_root", "process_vm_readv", "process_vm_writev", "ptrace", "quotactl", "reboot", "request_key", "setns",
        "settimeofday", "swapoff", "swapon", "umount2", "unshare", "userfaultfd", "vhangup",
    ];

    /// <summary>No new user namespace, either: clone3 hides its flags from the filter, so callers are sent back to clone ("not implemented").</summary>
    static OciSeccomp Calls { get; } = new("SCMP_ACT_ALLOW",
    [
        new(RefusedCalls, Refuse),
        new(["clone"], Refuse, Args: [new(0, NewUserNamespace, NewUserNamespace, "SCMP_CMP_MASKED_EQ")]),
        new(["clone3"], Refuse, NotImplemented),
    ]);

    /// <summary>The specification for one container of the image.</summary>
    /// <param name="unifiedGroups">Control groups are of version 2, where a container has a view of its own.</param>
    public static OciSpec Of(StartContainer container, ImageConfiguration image, bool unifiedGroups) => new(
        new OciProcess(image.User, image.Arguments, Variables(image, container), image.WorkingDirectory, [Files(container)]),
        new OciRoot("rootfs", Readonly: true),
        container.Name,
        Mounts(container),
        new OciLinux(
            new OciResources(
                new OciMemory(container.MemoryBytes, container.MemoryBytes),
                new OciCpu(container.CpuShares, (long)(container.Cpus * CpuPeriod), CpuPeriod),
                new OciPids(container.Processes)),
            $"/{Containerd.ContainerdApi.Namespace}/{container.Name}",
            Namespaces(container, unifiedGroups),
            Calls));

    static OciRlimit Files(StartContainer container) => new("RLIMIT_NOFILE", (ulong)container.OpenFiles, (ulong)container.OpenFiles);

    static List<string> Variables(ImageConfiguration image, StartContainer container)
    {
        var variables = image.Variables.Where(variable => !container.Environment.ContainsKey(variable.Split('=')[0])).ToList();
        variables.AddRange(container.Environment.Select(variable => $"{variable.Key}={variable.Value}"));
        return variables;
    }

    static List<OciNamespace> Namespaces(StartContainer container, bool unifiedGroups)
    {
        var namespaces = new List<OciNamespace>
        {
            new("pid"), new("ipc"), new("uts"), new("mount"), new("network", CniNetwork.Namespace(container.Name)),
        };
        if (unifiedGroups)
            namespaces.Add(new("cgroup"));
        return namespaces;
    }

    static IReadOnlyList<OciMount> Mounts(StartContainer container) =>
    [
        new("/proc", "proc", "proc", ["nosuid", "noexec", "nodev"]),
        new("/dev", "tmpfs", "tmpfs", ["nosuid", "strictatime", "mode=755", "size=65536k"]),
        new("/dev/pts", "devpts", "devpts", ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"]),
        new("/dev/shm", "tmpfs", "shm", ["nosuid", "noexec", "nodev", "mode=1777", "size=65536k"]),
        new("/dev/mqueue", "mqueue", "mqueue", ["nosuid", "noexec", "nodev"]),
        new("/sys", "sysfs", "sysfs", ["nosuid", "noexec", "nodev", "ro"]),
        new("/tmp", "tmpfs", "tmpfs", ["nosuid", "nodev", "mode=1777", FormattableString.Invariant($"size={container.TemporaryBytes}")]),
        new("/etc/resolv.conf", "bind", NodeSettings.ResolverFile, ["bind", "ro"]),
        new("/etc/hosts", "bind", NodeSettings.HostsFile, ["bind", "ro"]),
    ];
}

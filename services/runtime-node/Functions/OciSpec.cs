using System.Text.Json;
using System.Text.Json.Serialization;

namespace Esb.RuntimeNode.Functions;

/// <summary>The part of the OCI runtime specification (1.0.2, config.json) that function containers use.</summary>
sealed record OciSpec(OciProcess Process, OciRoot Root, string Hostname, IReadOnlyList<OciMount> Mounts, OciLinux Linux)
{
    public string OciVersion { get; init; } = "1.0.2";

    /// <summary>As containerd keeps it.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, OciJson.Default.OciSpec);
}

sealed record OciProcess(
    OciUser User, IReadOnlyList<string> Args, IReadOnlyList<string> Env, string Cwd, IReadOnlyList<OciRlimit> Rlimits)
{
    public bool Terminal { get; init; }

    public bool NoNewPrivileges { get; init; } = true;

    public OciCapabilities Capabilities { get; init; } = new();
}

sealed record OciUser(uint Uid, uint Gid);

sealed record OciRlimit(string Type, ulong Soft, ulong Hard);

/// <summary>None, in every set.</summary>
sealed record OciCapabilities
{
    public IReadOnlyList<string> Bounding { get; init; } = [];

    public IReadOnlyList<string> Effective { get; init; } = [];

    public IReadOnlyList<string> Inheritable { get; init; } = [];

    public IReadOnlyList<string> Permitted { get; init; } = [];

    public IReadOnlyList<string> Ambient { get; init; } = [];
}

sealed record OciRoot(string Path, bool Readonly);

sealed record OciMount(string Destination, string Type, string Source, IReadOnlyList<string> Options);

sealed record OciLinux(OciResources Resources, string CgroupsPath, IReadOnlyList<OciNamespace> Namespaces, OciSeccomp Seccomp)
{
    public IReadOnlyList<string> MaskedPaths { get; init; } =
    [
        "/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list",
        "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap",
    ];

    public IReadOnlyList<string> ReadonlyPaths { get; init; } =
        ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];
}

sealed record OciNamespace(string Type, string? Path = null);

sealed record OciResources(OciMemory Memory, OciCpu Cpu, OciPids Pids)
{
    /// <summary>No device but those that the runtime itself gives everyone (null, zero, full, random, urandom, tty).</summary>
    public IReadOnlyList<OciDeviceRule> Devices { get; init; } = [new(Allow: false, Access: "rwm")];
}

sealed record OciDeviceRule(bool Allow, string Access);

/// <summary>Bytes; swap counts memory and swap together.</summary>
sealed record OciMemory(long Limit, long Swap);

/// <summary>Microseconds of a CPU per period.</summary>
sealed record OciCpu(long Shares, long Quota, long Period);

sealed record OciPids(long Limit);

sealed record OciSeccomp(string DefaultAction, IReadOnlyList<OciSyscalls> Syscalls);

/// <summary>What becomes of these calls: of all, or of those with such arguments.</summary>
sealed record OciSyscalls(IReadOnlyList<string> Names, string Action, uint? ErrnoRet = null, IReadOnlyList<OciSyscallArgument>? Args = null);

/// <summary>An argument by its place: (argument and <paramref name="Value"/>) == <paramref name="ValueTwo"/> for <c>SCMP_CMP_MASKED_EQ</c>.</summary>
sealed record OciSyscallArgument(uint Index, ulong Value, ulong ValueTwo, string Op);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OciSpec))]
sealed partial class OciJson : JsonSerializerContext;

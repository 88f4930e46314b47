namespace Esb.Agent.Containers;

/// <summary>What one function container may use. Lambda's numbers where it has any (AWS's documentation "Lambda quotas").</summary>
/// <param name="MemoryBytes">Memory, /tmp included; there is no swap.</param>
/// <param name="Cpus">How many CPUs it may use when nobody else wants them.</param>
/// <param name="CpuShares">Its weight when somebody does; a service has 1024.</param>
sealed record ContainerLimits(long MemoryBytes, double Cpus, int CpuShares)
{
    /// <summary>Processes and threads.</summary>
    public const int Processes = 1024;

    /// <summary>Open files of one process.</summary>
    public const int OpenFiles = 1024;

    /// <summary>The size of /tmp in bytes; what is in it counts as memory.</summary>
    public const long TemporaryBytes = 512 * MiB;

    /// <summary>Lambda gives one CPU for this much memory (MiB).</summary>
    const double MemoryPerCpu = 1769;

    /// <summary>The runtime interface runs beside the function, which has its memory for itself.</summary>
    const int InterfaceMiB = 64;

    const long MiB = 1 << 20;

    /// <summary>
    /// Lambda's share of a CPU, as a weight: a function of 128 MiB would take 14 times as long to start with a hard
    /// limit, so everyone may use a whole CPU that is idle.
    /// </summary>
    public static ContainerLimits Of(int memoryMiB) => new(
        (memoryMiB + InterfaceMiB) * MiB,
        Math.Min(Math.Max(1, Math.Ceiling(memoryMiB / MemoryPerCpu * 10) / 10), Environment.ProcessorCount),
        Math.Max(64, (int)Math.Round(1024 * memoryMiB / MemoryPerCpu)));
}

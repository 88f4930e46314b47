using System.ComponentModel;
using Nuke.Common.Tooling;

namespace BuildChain.Components.Input;

// NUKE takes an enumeration's values from its public static fields, by name and without regard to case.
#pragma warning disable CA1000, CA2211, MA0018, MA0069

/// <summary>How functions run, and so which control-plane images are built.</summary>
[TypeConverter(typeof(TypeConverter<StackMode>))]
public sealed class StackMode : Enumeration
{
    /// <summary>One container per function, started over the engine's socket.</summary>
    public static StackMode Docker = new() { Value = "docker" };

    /// <summary>containerd in the runtime-node, fed from the local registry.</summary>
    public static StackMode Containerd = new() { Value = "containerd" };
}

/// <summary>Which Docker engine builds.</summary>
[TypeConverter(typeof(TypeConverter<EngineChoice>))]
public sealed class EngineChoice : Enumeration
{
    /// <summary>The system's if it is good enough, else a private one.</summary>
    public static EngineChoice Auto = new() { Value = "auto" };

    /// <summary>The one that the docker CLI reaches; never a private one.</summary>
    public static EngineChoice System = new() { Value = "system" };

    /// <summary>An engine of this chain's own, made of Debian's packages.</summary>
    public static EngineChoice Private = new() { Value = "private" };
}

/// <summary>Where build cache is read from and written to.</summary>
[TypeConverter(typeof(TypeConverter<CacheChoice>))]
public sealed class CacheChoice : Enumeration
{
    /// <summary>The store in <c>.esb/buildx-cache</c>, shared by concurrent builds.</summary>
    public static CacheChoice Local = new() { Value = "local" };
    public static CacheChoice None = new() { Value = "none" };

    /// <summary><c>&lt;registry&gt;/cache:&lt;target&gt;</c>.</summary>
    public static CacheChoice Registry = new() { Value = "registry" };

    /// <summary>The cache of GitHub Actions, one scope per target.</summary>
    public static CacheChoice Gha = new() { Value = "gha" };
}

/// <summary>How buildx shows its progress.</summary>
[TypeConverter(typeof(TypeConverter<ProgressChoice>))]
public sealed class ProgressChoice : Enumeration
{
    /// <summary>buildx's own display on a terminal, plain lines elsewhere.</summary>
    public static ProgressChoice Auto = new() { Value = "auto" };
    public static ProgressChoice Plain = new() { Value = "plain" };
    public static ProgressChoice Tty = new() { Value = "tty" };
    public static ProgressChoice Quiet = new() { Value = "quiet" };
}

/// <summary>Which certificates <c>SetupCerts --rotate</c> replaces.</summary>
[TypeConverter(typeof(TypeConverter<RotateChoice>))]
public sealed class RotateChoice : Enumeration
{
    /// <summary>Server and client, issued by the CA that is there.</summary>
    public static RotateChoice Leaf = new() { Value = "leaf" };

    /// <summary>The CA too: whoever trusts the old one has to be given the new one.</summary>
    public static RotateChoice All = new() { Value = "all" };
}

/// <summary>How a target that shows something shows it.</summary>
[TypeConverter(typeof(TypeConverter<ReportFormat>))]
public sealed class ReportFormat : Enumeration
{
    public static ReportFormat Table = new() { Value = "table" };
    public static ReportFormat Json = new() { Value = "json" };

    /// <summary>A graph for Markdown; only of what has links.</summary>
    public static ReportFormat Mermaid = new() { Value = "mermaid" };
}

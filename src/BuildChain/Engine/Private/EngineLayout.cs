using System.Security.Cryptography;
using System.Text;

namespace BuildChain.Engine.Private;

/// <summary>Where everything of one home's private engine is. The names are fixed: the next command finds the engine by them.</summary>
sealed record EngineLayout(string Home)
{
    /// <summary>Eight hex digits that tell this home's bridge, sockets and firewall chains from those of other homes.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.Combine(Home, "engine"))))[..8];

    public string Directory => Path.Combine(Home, "engine");

    /// <summary>The unpacked packages.</summary>
    public string Packages => Path.Combine(Directory, "root");

    /// <summary>Which packages those are, with versions and suites.</summary>
    public string PackagesFile => Path.Combine(Directory, "packages.json");

    /// <summary>What a person's PATH gets: the docker CLI and nothing else.</summary>
    public string Commands => Path.Combine(Directory, "bin");

    /// <summary>What only the engine's PATH gets.</summary>
    public string DaemonCommands => Path.Combine(Directory, "sbin");

    public string Docker => Path.Combine(Commands, "docker");

    /// <summary><c>DOCKER_CONFIG</c>: plugins, credentials, builders.</summary>
    public string DockerConfig => Path.Combine(Directory, "docker");

    public string EnvFile => Path.Combine(Directory, "env");

    public string LockFile => Path.Combine(Directory, ".lock");

    public string DockerData => Path.Combine(Directory, "data", "docker");

    public string ContainerdData => Path.Combine(Directory, "data", "containerd");

    public string DockerLog => Path.Combine(Directory, "logs", "dockerd.log");

    public string ContainerdLog => Path.Combine(Directory, "logs", "containerd.log");

    public string DockerSettings => Path.Combine(Directory, "daemon.json");

    public string ContainerdSettings => Path.Combine(Directory, "containerd.toml");

    public string NetworkFile => Path.Combine(Directory, "network.json");

    /// <summary>
    /// Sockets, process ids and mount points: not under the home, whose path may be longer than the 107 bytes a socket's
    /// path can have, and gone after a reboot like the processes themselves.
    /// </summary>
    public string Run => $"/run/esb-engine-{Id}";

    public string Socket => $"{Run}/docker.sock";

    public string Host => $"unix://{Socket}";

    public string DockerPid => $"{Run}/dockerd.pid";

    public string ContainerdSocket => $"{Run}/containerd.sock";

    public string ContainerdPid => $"{Run}/containerd.pid";

    /// <summary>At most 15 characters, the kernel's limit.</summary>
    public string Bridge => $"esb-{Id}";

    /// <summary>Replaces <c>DOCKER</c> at the head of firewall chains; the longest docker uses stays within iptables' 28 characters.</summary>
    public string ChainPrefix => $"ESB-{Id[..6]}";
}

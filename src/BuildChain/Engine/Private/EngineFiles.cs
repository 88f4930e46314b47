using System.Text.Json.Nodes;

namespace BuildChain.Engine.Private;

/// <summary>The texts an engine is configured with.</summary>
static class EngineFiles
{
    /// <summary>containerd without what docker has no use for: Kubernetes' interface and snapshotters that need devices.</summary>
    public static string Containerd(EngineLayout layout) => $"""
        version = 2
        root = "{layout.ContainerdData}"
        state = "{layout.Run}/containerd"
        disabled_plugins = [
          "io.containerd.grpc.v1.cri", "io.containerd.cri.v1.images", "io.containerd.cri.v1.runtime",
          "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.devmapper",
        ]

        [grpc]
          address = "{layout.ContainerdSocket}"

        [ttrpc]
          address = "{layout.ContainerdSocket}.ttrpc"

        """;

    /// <param name="storageDriver">Null for the engine's own choice.</param>
    public static string Docker(EngineLayout layout, NetworkPlan network, string? storageDriver)
    {
        var settings = new JsonObject
        {
            ["bridge"] = layout.Bridge,
            ["containerd"] = layout.ContainerdSocket,
            ["data-root"] = layout.DockerData,
            ["default-address-pools"] = new JsonArray(new JsonObject { ["base"] = network.Pool, ["size"] = 24 }),
            ["exec-root"] = $"{layout.Run}/exec",
            ["features"] = new JsonObject { ["containerd-snapshotter"] = true },
            ["hosts"] = new JsonArray(layout.Host),
            ["init-path"] = Path.Combine(layout.DaemonCommands, "docker-init"),
            // dockerd refuses to start over a pid file it finds, so this one is not the one the starter writes.
            ["pidfile"] = $"{layout.Run}/docker.pid",
        };
        if (storageDriver is not null)
            settings["storage-driver"] = storageDriver;
        return settings.ToJsonString(new() { WriteIndented = true }) + "\n";
    }

    /// <summary>POSIX shell exports for using the engine by hand.</summary>
    public static string Env(EngineLayout layout) => $"""
        # . this file, then docker, docker buildx and docker compose use the private engine.
        export DOCKER_HOST='{layout.Host}'
        export DOCKER_CONFIG={Quote(layout.DockerConfig)}
        case ":$PATH:" in
            *:{Quote(layout.Commands)}:*) ;;
            *) export PATH={Quote(layout.Commands)}:"$PATH" ;;
        esac
        unset DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH

        """;

    /// <summary>
    /// An iptables under chain names of its own. Engines of one machine all use the same names (DOCKER, DOCKER-USER …) and empty
    /// those chains when they start: a second engine would cut the first one's containers off.
    /// </summary>
    /// <param name="program">The real iptables or multi-call binary.</param>
    /// <param name="applet">The name to call a multi-call binary by; empty for a plain program.</param>
    public static string IptablesWrapper(EngineLayout layout, string program, string applet, string? libraries)
    {
        var environment = libraries is null
            ? ""
            : $"export LD_LIBRARY_PATH={Quote(libraries)} XTABLES_LIBDIR={Quote(Path.Combine(libraries, "xtables"))}\n";
        return $$"""
            #!/bin/sh
            for argument do
                shift
                case $argument in DOCKER*) argument={{layout.ChainPrefix}}${argument#DOCKER} ;; esac
                set -- "$@" "$argument"
            done
            {{environment}}exec {{Quote(program)}}{{(applet.Length > 0 ? " " + applet : "")}} "$@"

            """;
    }

    /// <summary>An unpacked program with the libraries unpacked beside it.</summary>
    public static string ProgramWrapper(string program, string? libraries) => $$"""
        #!/bin/sh
        LD_LIBRARY_PATH={{Quote(libraries ?? "")}} exec {{Quote(program)}} "$@"

        """;

    static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

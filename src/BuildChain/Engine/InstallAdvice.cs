namespace BuildChain.Engine;

/// <summary>How to get what is missing, for the machine at hand.</summary>
static class InstallAdvice
{
    public static string For(IReadOnlyList<ToolFinding> problems, string command, string home)
    {
        if (OperatingSystem.IsWindows())
            return "Install or update Docker Desktop (winget install Docker.DockerDesktop), start it, and run the command again.";
        if (OperatingSystem.IsMacOS())
            return "Install or update Docker Desktop (brew install --cask docker), start it, and run the command again. "
                + "Or: brew install colima docker docker-buildx docker-compose && colima start.";

        var missing = string.Join(", ", problems.Select(Package));
        var root = Environment.IsPrivilegedProcess || !HasApt()
            ? ""
            : $"\n    Or let this build make a private engine, as root: sudo env {BrandNames.Env}HOME={home} {command}";
        return $"Install {missing}, start the engine, and run the command again.{root}";
    }

    internal static bool HasApt() => OperatingSystem.IsLinux() && Programs.FindForRoot("apt-get") is not null && Programs.FindForRoot("dpkg-deb") is not null;

    static string Package(ToolFinding finding) => finding.Name switch
    {
        "engine" => $"a Docker engine from {finding.Minimum.ToString(1)} on (Debian 13 or newer: docker.io; else docker-ce of download.docker.com)",
        "buildx" => $"buildx from {finding.Minimum.ToString(2)} on (docker-buildx or docker-buildx-plugin)",
        _ => $"compose from {finding.Minimum.ToString(1)} on (docker-compose or docker-compose-plugin)",
    };
}

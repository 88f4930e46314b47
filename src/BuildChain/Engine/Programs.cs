using System.Text.Json;

namespace BuildChain.Engine;

/// <summary>Where programs and CLI plugins are.</summary>
static class Programs
{
    static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    /// <summary>False for a link that leads nowhere, which <see cref="File.Exists"/> takes for a file.</summary>
    public static bool IsThere(string path)
    {
        try
        {
            return File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true) is not { } target || target.Exists);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The full path of a program on <c>PATH</c>, links unresolved; null when there is none.</summary>
    public static string? Find(string name, string? path)
        => (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name + Suffix))
            .FirstOrDefault(IsThere);

    /// <summary>As <see cref="Find(string, string)"/>, looking also where root's programs are: a plain user's PATH often lacks them.</summary>
    public static string? FindForRoot(string name)
        => Find(name, Environment.GetEnvironmentVariable("PATH") + ":/usr/local/sbin:/usr/sbin:/sbin");

    /// <summary>A CLI plugin, looked for in the directories the docker CLI looks in, in its order.</summary>
    public static string? FindPlugin(string name, string configDirectory)
        => PluginDirectories(configDirectory).Select(directory => Path.Combine(directory, name + Suffix)).FirstOrDefault(IsThere);

    public static IEnumerable<string> PluginDirectories(string configDirectory)
        => [.. ExtraDirectories(configDirectory), Path.Combine(configDirectory, "cli-plugins"), .. SystemDirectories()];

    static IEnumerable<string> ExtraDirectories(string configDirectory)
        => DockerConfig.Read(Path.Combine(configDirectory, "config.json")) is { } config
           && config.TryGetProperty("cliPluginsExtraDirs", out var extra) && extra.ValueKind == JsonValueKind.Array
            ? extra.EnumerateArray().Select(directory => directory.GetString()!)
            : [];

    static IEnumerable<string> SystemDirectories()
        => OperatingSystem.IsWindows()
            ? [WindowsDirectory(Environment.SpecialFolder.CommonApplicationData), WindowsDirectory(Environment.SpecialFolder.ProgramFiles)]
            :
            [
                "/usr/local/lib/docker/cli-plugins", "/usr/local/libexec/docker/cli-plugins",
                "/usr/lib/docker/cli-plugins", "/usr/libexec/docker/cli-plugins",
            ];

    static string WindowsDirectory(Environment.SpecialFolder folder)
        => Path.Combine(Environment.GetFolderPath(folder), "Docker", "cli-plugins");
}

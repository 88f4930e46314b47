using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BuildChain.Processes;

namespace BuildChain.Engine;

/// <summary>The versions of CLI plugins, remembered in a file by path, size and time of the binary: asking one costs 30 to 60 ms.</summary>
sealed class PluginVersions(string stateFile)
{
    /// <returns>The version a plugin reports; null when the file is missing or no working plugin.</returns>
    public async Task<string?> GetAsync(string plugin, CancellationToken cancellationToken)
    {
        if (!Programs.IsThere(plugin))
            return null;
        var key = Key(plugin);
        if (DockerConfig.Read(stateFile) is { } known && known.TryGetProperty(key, out var remembered))
            return remembered.GetString();

        var version = await AskAsync(plugin, cancellationToken);
        if (version is not null)
            Remember(key, version);
        return version;
    }

    static string Key(string plugin)
    {
        var file = new FileInfo(plugin);
        if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            file = target;
        return string.Create(CultureInfo.InvariantCulture, $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}");
    }

    // Every CLI plugin answers this with a JSON object; it is how the docker CLI itself recognises one.
    static async Task<string?> AskAsync(string plugin, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ProcessRunner.TryRunAsync(new ProcessRequest(plugin, "docker-cli-plugin-metadata"), cancellationToken);
            if (!result.Succeeded)
                return null;
            using var document = JsonDocument.Parse(result.Output);
            return document.RootElement.TryGetProperty("Version", out var version) ? version.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or ProcessFailedException)
        {
            return null;
        }
    }

    // Losing this file, or one entry to a concurrent writer, only costs asking again: no lock, no error.
    void Remember(string key, string version)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(stateFile)!);
            var all = DockerConfig.Read(stateFile) is { } known ? JsonObject.Create(known)! : [];
            all[key] = version;
            AtomicFile.Write(stateFile, all.ToJsonString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}

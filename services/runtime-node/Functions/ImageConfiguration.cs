using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Esb.RuntimeNode.Containerd;

namespace Esb.RuntimeNode.Functions;

/// <summary>What an image says about the process to run, and about its layers.</summary>
/// <param name="TopLayer">The name of the snapshot that has all its layers.</param>
/// <param name="User">Numbers: names would have to be looked up in the image's files.</param>
/// <param name="Arguments">Entry point and command.</param>
/// <param name="Variables"><c>NAME=value</c>.</param>
/// <param name="WorkingDirectory">Absolute.</param>
sealed record ImageConfiguration(
    string TopLayer, OciUser User, IReadOnlyList<string> Arguments, IReadOnlyList<string> Variables, string WorkingDirectory)
{
    /// <summary>Reads the configuration of this machine's variant of an image.</summary>
    public static async Task<ImageConfiguration> ReadAsync(ContainerdApi containerd, string digest, CancellationToken cancellationToken)
    {
        using var manifest = await ManifestAsync(containerd, digest, cancellationToken);
        var configuration = manifest.RootElement.GetProperty("config").GetProperty("digest").GetString()!;
        return Parse(await containerd.ReadContentAsync(configuration, cancellationToken));
    }

    /// <summary>Reads an image's configuration (OCI image specification, config.json).</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ImageConfiguration Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Of(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"the image's configuration cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The name that stands for layers on top of each other (OCI image specification, "Layer ChainID").</summary>
    public static string ChainId(IEnumerable<string> layers) => layers.Aggregate("", static (below, layer) => below.Length == 0
        ? layer
        : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{below} {layer}"))));

    static ImageConfiguration Of(JsonElement image)
    {
        var layers = image.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray().Select(layer => layer.GetString()!);
        var config = image.GetProperty("config");
        var directory = Text(config, "WorkingDir");
        return new(
            ChainId(layers), ParseUser(Text(config, "User")), [.. Texts(config, "Entrypoint"), .. Texts(config, "Cmd")], [.. Texts(config, "Env")],
            directory.Length == 0 ? "/" : directory);
    }

    static async Task<JsonDocument> ManifestAsync(ContainerdApi containerd, string digest, CancellationToken cancellationToken)
    {
        var document = JsonDocument.Parse(await containerd.ReadContentAsync(digest, cancellationToken));
        if (!document.RootElement.TryGetProperty("manifests", out var variants))
            return document;
        using (document)
        {
            var variant = variants.EnumerateArray().FirstOrDefault(IsForThisMachine);
            return variant.ValueKind == JsonValueKind.Object
                ? await ManifestAsync(containerd, variant.GetProperty("digest").GetString()!, cancellationToken)
                : throw new InvalidDataException($"the image has no variant for linux/{Architecture}");
        }
    }

    static bool IsForThisMachine(JsonElement variant) =>
        variant.TryGetProperty("platform", out var platform) && Text(platform, "os") == "linux" && Text(platform, "architecture") == Architecture;

    static string Architecture => RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    static OciUser ParseUser(string user)
    {
        if (user.Length == 0)
            return new(0, 0);
        var parts = user.Split(':');
        return uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var uid)
            && uint.TryParse(parts.ElementAtOrDefault(1) ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var gid)
                ? new(uid, gid)
                : throw new InvalidDataException($"the image's user is \"{user}\": it must be numbers, such as 10001:10001");
    }

    static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    static string[] Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(text => text.GetString()!)]
            : [];
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TestProcess;

/// <summary>Writes an OCI layout as BuildKit's <c>type=local</c> cache exporter does: existing blobs are passed over, index.json is
/// written in place, a scratch directory and read-only blobs stay behind.</summary>
public static class FakeExporter
{
    /// <summary>One layer per text; equal texts give equal blobs, <c>text*1000</c> repeats it.</summary>
    /// <returns>The manifest's digest.</returns>
    public static string Export(string directory, params IReadOnlyList<string> layers)
    {
        Directory.CreateDirectory(Path.Combine(directory, "blobs", "sha256"));
        Directory.CreateDirectory(Path.Combine(directory, "ingest"));
        var parts = layers.Select(layer => Blob(directory, Content(layer), "application/vnd.oci.image.layer.v1.tar+gzip")).ToList();
        var config = Blob(
            directory,
            JsonSerializer.SerializeToUtf8Bytes(new { layers = parts.Select(part => new { blob = part["digest"] }) }),
            "application/vnd.buildkit.cacheconfig.v0");
        var manifest = Blob(
            directory,
            JsonSerializer.SerializeToUtf8Bytes(new
            {
                schemaVersion = 2, mediaType = "application/vnd.oci.image.manifest.v1+json", config, layers = parts,
            }),
            "application/vnd.oci.image.manifest.v1+json");
        manifest["annotations"] = new Dictionary<string, string> { ["org.opencontainers.image.ref.name"] = "latest" };
        File.WriteAllText(Path.Combine(directory, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        WriteInPlace(Path.Combine(directory, "index.json"), JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2, mediaType = "application/vnd.oci.image.index.v1+json", manifests = new[] { manifest },
        }));
        return (string)manifest["digest"];
    }

    public static string Digest(string layer) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Content(layer)));

    static byte[] Content(string layer)
        => layer.Split('*') is [var text, var times]
            ? Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, int.Parse(times, System.Globalization.CultureInfo.InvariantCulture))))
            : Encoding.UTF8.GetBytes(layer);

    static Dictionary<string, object> Blob(string directory, byte[] content, string mediaType)
    {
        var hex = Convert.ToHexStringLower(SHA256.HashData(content));
        var path = Path.Combine(directory, "blobs", "sha256", hex);
        if (!File.Exists(path))
        {
            var ingest = Path.Combine(directory, "ingest", Guid.NewGuid().ToString("n"));
            File.WriteAllBytes(ingest, content);
            File.Move(ingest, path, overwrite: true);
            File.SetAttributes(path, FileAttributes.ReadOnly);
        }

        return new() { ["mediaType"] = mediaType, ["digest"] = "sha256:" + hex, ["size"] = content.Length };
    }

    static void WriteInPlace(string path, byte[] content)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        file.Write(content);
        file.SetLength(content.Length);
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace BuildChain.Meta;

/// <summary>
/// What an image says about its origin: the content of its <c>/app/version.json</c> and of its OCI labels.
/// It has nothing that differs between two builds of the same commit.
/// </summary>
/// <param name="Brand">The brand's slug.</param>
/// <param name="Version">The product's version.</param>
/// <param name="Commit">Full hash, empty when not known.</param>
/// <param name="ShortSha">Seven digits, empty when not known.</param>
/// <param name="Branch">Empty on a detached HEAD and for base images.</param>
/// <param name="CommitTime">ISO 8601 in UTC, empty when not known.</param>
/// <param name="Dirty">The image's inputs differ from the commit.</param>
/// <param name="Image">The bake target; empty in the repository-wide file.</param>
public sealed record VersionStamp(
    string Brand, string Version, string Commit, string ShortSha, string Branch, string CommitTime, bool Dirty, string Image)
{
    static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static VersionStamp From(string brand, string version, GitCommit? commit, string? branch, bool dirty, string image)
        => new(brand, version, commit?.Sha ?? "", commit?.ShortSha ?? "", branch ?? "", commit?.IsoTime ?? "", dirty, image);

    /// <summary>The bytes of <c>version.json</c>: UTF-8, fixed key order, '\n' line ends, the same on every machine.</summary>
    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteString("brand", Brand);
            json.WriteString("version", Version);
            json.WriteString("commit", Commit);
            json.WriteString("shortSha", ShortSha);
            json.WriteString("branch", Branch);
            json.WriteString("commitTime", CommitTime);
            json.WriteBoolean("dirty", Dirty);
            json.WriteString("image", Image);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>
    /// The <c>org.opencontainers.image.*</c> labels (keys of the OCI image specification's annotations). Unknown values are left out;
    /// a dirty image's revision ends with <c>-dirty</c>.
    /// </summary>
    /// <param name="source">URL of the source repository; null leaves the label out.</param>
    public IReadOnlyDictionary<string, string> ToLabels(string? source = null)
        => new (string Key, string? Value)[]
            {
                ("created", CommitTime),
                ("revision", Commit.Length > 0 && Dirty ? Commit + "-dirty" : Commit),
                ("source", source),
                ("title", Image.Length > 0 ? $"{Brand}-{Image}" : ""),
                ("version", Version),
            }
            .Where(label => !string.IsNullOrEmpty(label.Value))
            .ToDictionary(label => "org.opencontainers.image." + label.Key, label => label.Value!, StringComparer.Ordinal);
}

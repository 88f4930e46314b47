using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BuildChain.Processes;

namespace BuildChain.Engine.Roots;

/// <summary>
/// An image of one layer as <c>docker load</c> reads it. Unlike <c>docker import</c> this leaves the time of making out of the
/// image's configuration, so that equal files are an equal image and the build cache of others stays of use.
/// </summary>
static class ImageArchive
{
    public static async Task WriteAsync(
        string path, string root, string reference, DateTimeOffset created, string architecture, CancellationToken cancellationToken)
    {
        var layer = path + ".layer";
        await PackAsync(root, layer, created, cancellationToken);
        await using var file = File.Create(path);
        await using var archive = new TarWriter(file, TarEntryFormat.Ustar);
        var config = Encoding.UTF8.GetBytes(Config(await DigestAsync(layer, cancellationToken), created, architecture));
        var configName = $"{Convert.ToHexStringLower(SHA256.HashData(config))}.json";
        await AddAsync(archive, configName, new MemoryStream(config), created, cancellationToken);
        await AddAsync(archive, "layer.tar", File.OpenRead(layer), created, cancellationToken);
        await AddAsync(archive, "manifest.json", new MemoryStream(Encoding.UTF8.GetBytes(Manifest(configName, reference))), created, cancellationToken);
        File.Delete(layer);
    }

    // GNU tar rather than TarWriter: it keeps hard links, owners, capabilities and file modes as they are.
    static async Task PackAsync(string root, string layer, DateTimeOffset created, CancellationToken cancellationToken)
        => await ProcessRunner.RunAsync(
            new ProcessRequest(
                "tar", "--create", "--file", layer, "--directory", root, "--sort=name", "--numeric-owner", "--format=posix",
                "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime", "--xattrs", "--xattrs-include=security.capability",
                string.Create(CultureInfo.InvariantCulture, $"--mtime=@{created.ToUnixTimeSeconds()}"), "--clamp-mtime", "."),
            cancellationToken);

    static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return $"sha256:{Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken))}";
    }

    static async Task AddAsync(TarWriter archive, string name, Stream content, DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using (content)
        {
            await archive.WriteEntryAsync(
                new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = time }, cancellationToken);
        }
    }

    static string Manifest(string configName, string reference) => new JsonArray(new JsonObject
    {
        ["Config"] = configName,
        ["RepoTags"] = new JsonArray(reference),
        ["Layers"] = new JsonArray("layer.tar"),
    }).ToJsonString();

    static string Config(string diffId, DateTimeOffset created, string architecture)
    {
        var time = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["architecture"] = architecture,
            ["config"] = new JsonObject
            {
                ["Cmd"] = new JsonArray("bash"),
                ["Env"] = new JsonArray("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
            },
            ["created"] = time,
            ["history"] = new JsonArray(new JsonObject { ["created"] = time, ["comment"] = "minimal system from Debian packages" }),
            ["os"] = "linux",
            ["rootfs"] = new JsonObject { ["diff_ids"] = new JsonArray(diffId), ["type"] = "layers" },
        }.ToJsonString();
    }
}

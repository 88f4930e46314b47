using BuildChain.Cache;
using TestProcess;

namespace BuildChain.Tests.Cache;

/// <summary>A store in a directory of its own, with what it told.</summary>
public sealed class CacheFixture : IDisposable
{
    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("esb-cache-");

    public CacheFixture() => Store = Open();

    public string Root => Path.Combine(directory.FullName, "buildx-cache");

    public string SwitchLock => Path.Combine(directory.FullName, "staging", ".lock-bake");

    public List<CacheEvent> Events { get; } = [];

    public CacheStore Store { get; }

    public CacheStoreOptions Options => new() { SwitchLock = SwitchLock, OnEvent = Events.Add };

    public CacheStore Open(Func<CacheStoreOptions, CacheStoreOptions>? change = null, string? root = null)
        => new(root ?? Root, change is null ? Options : change(Options));

    /// <summary>One build of the target: read, export, publish.</summary>
    public async Task<PublishResult> BuildAsync(string target, params string[] layers)
    {
        await using var read = await Store.OpenAsync("g", target);
        await using var write = Store.BeginWrite(read);
        if (write.StagingPath is { } path)
            FakeExporter.Export(path, layers);

        return await write.PublishAsync();
    }

    public string Current(string target) => Path.GetFullPath(Path.Combine(Root, "g", new FileInfo(Link(target)).LinkTarget!));

    public string Link(string target) => Store.LinkPath(new CacheTarget("g", target));

    public string Blob(string target, string layer) => Path.Combine(Current(target), "blobs", "sha256", FakeExporter.Digest(layer)[7..]);

    public string[] Snapshots(string target)
        => Directory.Exists(Path.Combine(Root, ".snapshots", "g", target)) ? Directory.GetDirectories(Path.Combine(Root, ".snapshots", "g", target)) : [];

    public string[] PoolEntries => Directory.GetFiles(Path.Combine(Root, ".blobs", "sha256"));

    public string[] Arguments(string command, string target, params string[] rest) => ["cache", command, Root, SwitchLock, "g", target, .. rest];

    public void Dispose() => directory.Delete(recursive: true);
}

using BuildChain.Cache;
using BuildChain.Engine;
using BuildChain.Processes;
using TestProcess;

namespace BuildChain.DockerTests.Cache;

/// <summary>A bake file with the targets <c>a</c> and <c>b</c>: a step that gives other bytes whenever it runs, and one file that is
/// the version. Output stays in BuildKit; there are no images to remove.</summary>
sealed class CacheRepository : IDisposable
{
    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("esb-cache-");

    CacheRepository(EngineConnection engine) => Engine = engine;

    public EngineConnection Engine { get; }

    public string Root => directory.FullName;

    public List<CacheEvent> Events { get; } = [];

    public CacheStore Store => BakeCommand.Store(Root, Events.Add);

    public static async Task<CacheRepository> CreateAsync()
    {
        var repository = new CacheRepository(await Engines.AcquireAsync(TestEngine.Request));
        var salt = Guid.NewGuid().ToString("n");
        await File.WriteAllTextAsync(Path.Combine(repository.Root, "Dockerfile"), $"""
            FROM debian:bookworm-slim
            RUN date +%s%N > /made; head -c 3000000 /dev/urandom > /big # {salt}
            ARG VERSION
            RUN echo "$VERSION" > /version
            """);
        await File.WriteAllTextAsync(Path.Combine(repository.Root, "docker-bake.hcl"), """
            variable "VERSION" { default = "" }
            target "a" {
              args   = { VERSION = VERSION }
              output = ["type=cacheonly"]
            }
            target "b" {
              inherits = ["a"]
            }
            """);
        return repository;
    }

    public async Task<(PublishResult Published, string Log)> BakeAsync(string target, string version, EngineConnection? engine = null)
    {
        var used = engine ?? Engine;
        var (code, published, log) = await BakeCommand.BakeAsync(Store, Root, used.DockerPath, target, version, used.Environment);
        Assert.True(code == 0, log);
        return (published!, log);
    }

    public string Current(string target) => Path.GetFullPath(Path.Combine(Root, "cache", "g", new FileInfo(Link(target)).LinkTarget!));

    public string Link(string target) => Path.Combine(Root, "cache", "g", target);

    public string[] Snapshots(string target) => Directory.GetDirectories(Path.Combine(Root, "cache", ".snapshots", "g", target));

    public void Dispose() => directory.Delete(recursive: true);
}

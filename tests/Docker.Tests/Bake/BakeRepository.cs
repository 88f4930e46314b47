using BuildChain.Bake;
using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.DockerTests.Bake;

/// <summary>A small repository with two services on a base image, in a temporary directory; its images have a tag of their own and go with it.</summary>
sealed class BakeRepository : IAsyncDisposable
{
    const string BakeFile = """
        variable "ESB_TAG" { default = "latest" }
        variable "BASE_LINK" { default = "image" }

        group "services" {
          targets = ["alpha", "beta"]
        }

        target "_common" {
          secret   = ["id=root_ca,src=.esb/certs/rootCA.crt"]
          contexts = {
            meta = "meta"
            base = BASE_LINK == "target" ? "target:base" : "docker-image://esb-bt-base:${ESB_TAG}"
          }
          labels = { literal = "$${not a variable}" }
        }

        target "base" {
          context = "base"
          tags    = ["esb-bt-base:${ESB_TAG}"]
        }

        target "alpha" {
          inherits   = ["_common"]
          context    = "alpha"
          tags       = ["esb-bt-alpha:${ESB_TAG}"]
          cache-from = ["type=local,src=.esb/cache/alpha"]
        }

        target "beta" {
          inherits = ["_common"]
          context  = "beta"
          tags     = ["esb-bt-beta:${ESB_TAG}"]
        }
        """;

    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("esb-bake-");
    readonly List<string> tags = [];

    BakeRepository(DockerCli docker) => Docker = docker;

    public DockerCli Docker { get; }

    public string Root => directory.FullName;

    public string Tag { get; } = $"bt-{Guid.NewGuid():N}"[..12];

    /// <summary>What buildx wrote in the last bake.</summary>
    public string Output { get; private set; } = "";

    public BakeRequest Request => new(Root)
    {
        Targets = ["services"], BaseLink = BaseLink.Target, Progress = "plain", Variables = new Dictionary<string, string?> { ["ESB_TAG"] = Tag },
        RerunCommand = target => $"./build.sh Bake --bake-targets {target}",
    };

    public static async Task<BakeRepository> CreateAsync()
    {
        var repository = new BakeRepository(await TestDocker.CliAsync());
        repository.tags.Add(repository.Tag);
        return repository
            .Write("docker-bake.hcl", BakeFile)
            .Write(".esb/certs/rootCA.crt", "not a secret")
            .Write("meta/version.json", "{}")
            .Write("base/Dockerfile", "FROM scratch\nCOPY file /base\n").Write("base/file", Guid.NewGuid().ToString())
            .Write("alpha/Dockerfile", "FROM base\nCOPY file /alpha\nCOPY --from=meta version.json /app/version.json\n").Write("alpha/file", Guid.NewGuid().ToString())
            .Write("beta/Dockerfile", "FROM base\nCOPY file /beta\nCOPY --from=meta version.json /app/version.json\n").Write("beta/file", Guid.NewGuid().ToString());
    }

    public string At(string path) => Path.Combine(Root, path);

    public BakeRepository Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), content);
        return this;
    }

    public BakeRequest WithTag(string tag)
    {
        tags.Add(tag);
        return Request with { Variables = new Dictionary<string, string?> { ["ESB_TAG"] = tag } };
    }

    public Task<BakePlan> PlanAsync(BakeRequest? request = null)
        => BakePlanner.PlanAsync(request ?? Request, Docker, (images, cancellation) => EngineImages.PresentAsync(Docker, images, cancellation));

    public async Task<BakeResult> BakeAsync(BakeRequest? request = null) => await BakeOrchestrator.RunAsync(await PlanAsync(request), ExecuteAsync);

    public async Task<BakeExecution> ExecuteAsync(BakeInvocation invocation, CancellationToken cancellationToken)
    {
        var result = await ProcessRunner.TryRunAsync(
            new ProcessRequest(invocation.Executable, invocation.Arguments) { WorkingDirectory = invocation.WorkingDirectory, Environment = invocation.Environment },
            cancellationToken);
        Output = result.Error;
        return new BakeExecution(result.ExitCode, result.Error);
    }

    public Task<ProcessResult> DockerAsync(params string[] arguments)
        => ProcessRunner.TryRunAsync(new ProcessRequest(Docker.Path, arguments) { WorkingDirectory = Root, Environment = Docker.Environment });

    public async ValueTask DisposeAsync()
    {
        await DockerAsync(["image", "rm", "--force", .. tags.SelectMany(t => new[] { $"esb-bt-base:{t}", $"esb-bt-alpha:{t}", $"esb-bt-beta:{t}" })]);
        directory.Delete(recursive: true);
    }
}

/// <summary>The engine that <c>SetupEngine</c> gave; nothing is started for a test.</summary>
static class TestDocker
{
    public static async Task<DockerCli> CliAsync()
    {
        var report = await Engines.ProbeAsync(TestEngine.Request);
        Assert.True(report.Connection is not null, "These tests need an engine: ./build.sh SetupEngine. " + string.Join("; ", report.Problems.Select(p => p.Problem)));
        return DockerCli.Of(report.Connection);
    }
}

using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

/// <summary>A small repository on disk and the model buildx would resolve from it.</summary>
static class PlanFixture
{
    public const string Model = """
        { "group": { "default": { "targets": ["control", "tool"] }, "control": { "targets": ["gateway", "agent"] } },
          "target": {
            "gateway": { "context": ".esb/publish/gateway", "dockerfile": "../../../docker/Dockerfile", "tags": ["esb-gateway:t1"],
              "contexts": { "os-base": "target:os-base", "meta": ".esb/meta" },
              "secret": [{ "id": "root_ca", "src": ".esb/certs/rootCA.crt" }],
              "cache-from": [{ "type": "local", "src": ".esb/cache/gateway" }], "cache-to": [{ "type": "local", "dest": ".esb/cache/gateway" }] },
            "agent": { "context": ".esb/publish/agent", "dockerfile": "../../../docker/Dockerfile", "tags": ["127.0.0.1:5010/esb-agent:t1", "esb-agent:t1"],
              "contexts": { "os-base": "target:os-base", "meta": ".esb/meta", "python-base": "docker-image://esb-python-base:t1" } },
            "os-base": { "context": "docker", "dockerfile": "Dockerfile", "tags": ["esb-os-base:t1"], "output": [{ "type": "cacheonly" }] },
            "tool": { "context": "https://example.com/tool.git", "dockerfile": "Dockerfile", "output": [{ "type": "local", "dest": "out" }] } } }
        """;

    public static readonly BakeFileNames Declared = new(["agent", "gateway", "os-base", "python-base", "tool"], ["control"]);

    public static readonly DockerCli Docker = new("/usr/bin/docker", new Dictionary<string, string?>()) { Buildx = new Version(0, 29, 1) };

    public static TemporaryDirectory Complete()
        => new TemporaryDirectory()
            .MakeDirectory(".esb/publish/gateway").MakeDirectory(".esb/publish/agent").MakeDirectory(".esb/meta")
            .Write("docker/Dockerfile", "FROM scratch").Write(".esb/certs/rootCA.crt", "x");

    public static BakePlan Plan(TemporaryDirectory root, string model = Model, Func<BakeRequest, BakeRequest>? change = null)
    {
        var request = new BakeRequest(root.Path) { Targets = ["control", "tool"] };
        return BakePlanner.Plan(change is null ? request : change(request), Docker, BakeModelReader.Read(model), Declared);
    }
}

using BuildChain.Bake;
using BuildChain.Compose;

namespace BuildChain.Tests.Compose;

public sealed class LintTests : IDisposable
{
    static readonly BakeModel Model = new(
        new Dictionary<string, IReadOnlyList<string>>(),
        new Dictionary<string, BakeTarget>
        {
            ["os-base"] = new("os-base") { Tags = ["esb-os-base:latest"], Labels = new Dictionary<string, string> { ["com.esb.kind"] = "base" } },
            ["gateway-docker"] = new("gateway-docker") { Tags = ["127.0.0.1:5010/esb-gateway-docker:x"] },
        });

    readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Every_rule_tells_file_line_and_column()
        => Snapshot.Match(Lint("docker-compose.bad.yml", """
            services:
              meta-builder:
                build: .
                image: ${ESB_REGISTRY:-}esb-meta:${ESB_TAG:-latest}
              base:
                image: ${ESB_REGISTRY:-}esb-os-base:${ESB_TAG:-latest}
                pull_policy: never
              gateway:
                image: esb-gateway-dokcer:latest
                container_name: esb-gateway
                ports:
                  - "443:8443"
                  - "127.0.0.1:9091:9091"
                  - "${PORT:-443}:8443"
                  - "8443"
                  - { target: 8443, published: 443 }
              agent:
                image: gateway-docker:${ESB_TAG:-latest}
                pull_policy: always
              second-gateway:
                image: ${ESB_REGISTRY:-}esb-gateway-docker:${TAG:-latest}
                pull_policy: missing
                profiles: [build]
              without-default:
                image: ${ESB_REGISTRY}esb-gateway-docker:${ESB_TAG}
                pull_policy: never
              idle:
                image: nginx:1
                command: "true"
            networks:
              default:
                name: esb
              outside:
                external: true
                name: elsewhere
            volumes:
              data:
                name: ${COMPOSE_PROJECT_NAME:-esb}-data
            """), "findings.txt");

    [Fact]
    public void What_is_as_it_should_be_gives_no_finding()
        => Assert.Equal("no findings in 1 file\n", Lint("docker-compose.good.yml", """
            services:
              gateway:
                image: ${ESB_REGISTRY:-}esb-gateway-docker:${ESB_TAG:-latest}
                pull_policy: never
                container_name: ${COMPOSE_PROJECT_NAME:-esb}-gateway
                ports: ["127.0.0.1:${PORT_GATEWAY_HTTPS:-443}:8443", "9091"]
            """));

    [Fact]
    public void A_file_for_development_may_build()
    {
        const string text = "services:\n  gateway:\n    build: .\n    image: ${ESB_REGISTRY:-}esb-gateway-docker:${ESB_TAG:-latest}\n    pull_policy: never\n";

        Assert.Equal("no findings in 1 file\n", Lint("docker-compose.build.yml", text));
        Assert.Contains("docker-compose.docker.yml:3:5: error: service 'gateway' has 'build'", Lint("docker-compose.docker.yml", text), StringComparison.Ordinal);
    }

    [Fact]
    public void What_several_files_inherit_is_told_once()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "common.yml"), "services:\n  a:\n    build: .\n");
        const string text = "services:\n  a:\n    extends: { file: common.yml, service: a }\n";
        foreach (var name in new[] { "one.yml", "two.yml" })
            File.WriteAllText(Path.Combine(_directory.Path, name), text);

        var findings = ComposeLint.Check(
            new[] { "one.yml", "two.yml" }.Select(name => ComposeFile.Read(name, _directory.Path)), new BakedNames(Model, "esb"));

        Assert.Equal(new SourcePosition("common.yml", 3, 5), Assert.Single(findings).At);
    }

    [Fact]
    public void Targets_that_share_a_tag_or_a_cache_are_found_where_the_second_is_declared()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "docker-bake.hcl"), "target \"a\" {\n}\n\n  target \"b\" {\n}\n");
        BakeAttributes Cache(string text) => BakeAttributes.Parse(text, ("registry", "ref"));
        var model = new BakeModel(new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, BakeTarget>
        {
            ["a"] = new("a") { Tags = ["x:1"], CacheTo = [Cache("type=local,dest=cache/a/")], CacheFrom = [Cache("type=local,src=cache/a")] },
            ["b"] = new("b") { Tags = ["x:1"], CacheFrom = [Cache("type=local,src=cache/a")] },
        });

        Assert.Equal(
            [
                "docker-bake.hcl:4:11: error: targets 'a' and 'b' share the tag x:1: the last one built would win [shared-tag]",
                "docker-bake.hcl:4:11: error: targets 'a' and 'b' share the cache cache/a: each would overwrite the other's [shared-cache]",
            ],
            BakeLint.Check(model, ["docker-bake.hcl"], _directory.Path).Select(finding => $"{finding with { Remedy = null }}"));
    }

    [Fact]
    public void Caches_that_are_only_read_or_have_tags_of_their_own_may_be_one()
    {
        BakeAttributes Cache(string text) => BakeAttributes.Parse(text, ("registry", "ref"));
        BakeTarget Target(string name) => new(name) { CacheFrom = [Cache("type=registry,ref=cache:all")], CacheTo = [Cache($"type=local,dest=cache,tag={name}")] };
        var model = new BakeModel(new Dictionary<string, IReadOnlyList<string>>(), new[] { "a", "b" }.ToDictionary(name => name, Target));

        Assert.Empty(BakeLint.Check(model, [], _directory.Path));
    }

    [Fact]
    public void What_compose_says_is_told_where_it_belongs()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "a.yml"), "services:\n  gateway:\n    image: x\n    prots: []\n");
        var file = ComposeFile.Read("a.yml", _directory.Path);

        Assert.Equal(new SourcePosition("a.yml", 2, 3), ComposeVerdict.Of(file, "validating a.yml: services.gateway Additional property prots is not allowed\n").At);
        Assert.Equal(new SourcePosition("a.yml", 9, 1), ComposeVerdict.Of(file, "yaml: line 9: mapping values are not allowed").At);
        Assert.Equal("a.yml:1:1: error: compose does not take the file: no [compose]", ComposeVerdict.Of(file, "no").ToString());
    }

    public void Dispose() => _directory.Dispose();

    string Lint(string name, string text)
    {
        File.WriteAllText(Path.Combine(_directory.Path, name), text);
        return LintReport.Render(ComposeLint.Check([ComposeFile.Read(name, _directory.Path)], new BakedNames(Model, "esb")), 1).ReplaceLineEndings("\n");
    }
}

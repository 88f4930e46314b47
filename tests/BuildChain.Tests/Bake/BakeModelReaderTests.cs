using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class BakeModelReaderTests
{
    const string Old = """
        { "group": { "default": { "targets": ["a"] } },
          "target": { "a": {
            "context": "a", "dockerfile": "D", "tags": ["a:1"], "target": "last",
            "args": { "X": "$${y}", "N": null }, "labels": { "l": "%%{if}" },
            "contexts": { "os-base": "target:base", "meta": ".esb/meta" },
            "secret": ["id=root_ca,src=ca.crt"],
            "cache-from": ["type=local,src=c", "example.com/c"], "cache-to": ["type=local,dest=c,mode=max"],
            "output": ["out"], "platforms": ["linux/amd64"], "no-cache": true, "something-new": { "x": [1] } },
            "base": { "context": "base", "dockerfile": "Dockerfile", "output": ["type=cacheonly"] } } }
        """;

    const string New = """
        { "group": { "default": { "targets": ["a"], "description": "all" } },
          "target": { "a": {
            "context": "a", "dockerfile": "D", "tags": ["a:1"], "target": "last",
            "args": { "X": "$${y}" }, "labels": { "l": "%%{if}" },
            "contexts": { "os-base": "target:base", "meta": ".esb/meta" },
            "secret": [{ "id": "root_ca", "src": "ca.crt" }],
            "cache-from": [{ "type": "local", "src": "c" }, { "type": "registry", "ref": "example.com/c" }],
            "cache-to": [{ "dest": "c", "mode": "max", "type": "local" }],
            "output": [{ "type": "local", "dest": "out" }], "platforms": ["linux/amd64"], "no-cache": true },
            "base": { "context": "base", "dockerfile": "Dockerfile", "output": [{ "type": "cacheonly" }] } } }
        """;

    [Theory]
    [InlineData(Old)]
    [InlineData(New)]
    public void The_text_form_of_older_and_the_object_form_of_newer_buildx_give_the_same(string json)
    {
        var target = BakeModelReader.Read(json).Targets["a"];

        Assert.Equal(("a", "D", "last", true), (target.Context, target.Dockerfile, target.Stage, target.NoCache));
        Assert.Equal("${y}", target.Args["X"]);
        Assert.Equal("%{if}", target.Labels["l"]);
        Assert.Equal(["a:1"], target.Tags);
        Assert.Equal(("root_ca", "ca.crt"), (target.Secrets[0]["id"], target.Secrets[0]["src"]));
        Assert.Equal(["type=local,src=c", "type=registry,ref=example.com/c"], target.CacheFrom.Select(c => c.ToString()));
        Assert.Equal(["type=local,dest=c,mode=max"], target.CacheTo.Select(c => c.ToString()));
        Assert.Equal(["type=local,dest=out"], target.Outputs.Select(c => c.ToString()));
        Assert.Equal(["base"], target.LinkedTargets);
        Assert.DoesNotContain("N", target.Args.Keys);
    }

    [Fact]
    public void Targets_come_after_what_they_are_built_upon()
    {
        var model = BakeModelReader.Read(Old);
        Assert.Equal(["base", "a"], model.InDependencyOrder().Select(t => t.Name));
        Assert.False(model.Targets["base"].HasResult);
        Assert.True(model.Targets["a"].HasResult);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    public void Anything_else_is_not_understood(string json)
        => Assert.Contains("buildx 0.13 or later", Assert.Throws<BuildChainException>(() => BakeModelReader.Read(json)).Remedy, StringComparison.Ordinal);
}

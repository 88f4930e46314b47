using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class BakeFileNamesTests
{
    [Fact]
    public void Names_are_read_from_hcl_and_json_without_hidden_ones()
    {
        using var root = new TemporaryDirectory()
            .Write("docker-bake.hcl", "group \"all\" {\n}\n  target \"b\" { }\ntarget   \"a\" {}\ntarget \"_common\" {}\n# target \"commented\" {}\nvariable \"x\" {}")
            .Write("more.json", """{ "target": { "fn-x": {} }, "group": { "functions": {} }, "variable": { "y": {} } }""")
            .Write("broken.json", "{");

        var names = BakeFileNames.Read(new BakeRequest(root.Path) { Files = ["docker-bake.hcl", "more.json", "broken.json", "missing.hcl"] });

        Assert.Equal(["all", "functions"], names.Groups);
        Assert.Equal(["a", "b", "fn-x"], names.Targets);
    }
}

using BuildChain.Compose;

namespace BuildChain.Tests.Compose;

public sealed class ComposeFileTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    [Fact]
    public void A_value_knows_the_file_that_it_was_written_in()
    {
        Write("common.yml", """
            services:
              agent:
                image: esb-agent
                environment:
                  A: one
                  B: two
                cap_drop: [ALL]
            """);
        var agent = Service(Write("stack.yml", """
            services:
              agent:
                extends: { file: common.yml, service: agent }
                environment:
                  B: three
                cap_drop: [NET_RAW]
            """), "agent");

        Assert.Equal("esb-agent", agent.Image);
        Assert.Equal(new SourcePosition("common.yml", 3, 12), agent["image"]!.At);
        Assert.Equal("one", agent["environment"]!["A"]!.Text);
        Assert.Equal("three", agent["environment"]!["B"]!.Text);
        Assert.Equal(new SourcePosition("stack.yml", 5, 10), agent["environment"]!["B"]!.At);
        Assert.Equal(["ALL", "NET_RAW"], agent["cap_drop"]!.Items.Select(item => item.Text));
        Assert.Equal(new SourcePosition("stack.yml", 2, 3), agent.At);
    }

    [Fact]
    public void Anchors_and_merge_keys_are_resolved()
    {
        var agent = Service(Write("stack.yml", """
            x-base: &base
              image: esb-agent
              labels: { a: "1", b: "2" }
            services:
              agent:
                <<: *base
                labels: { a: "3" }
            """), "agent");

        Assert.Equal("esb-agent", agent.Image);
        // A merge key merges one level only, which is why both files of a service's labels have to say them all.
        Assert.Equal(["a"], agent["labels"]!.Entries.Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("services:\n  a:\n    image: x\n   b: y\n", "stack.yml:4:4: not YAML: ")]
    [InlineData("services:\n  a: text\n", "stack.yml:2:6: service 'a' has to be a mapping")]
    [InlineData("services:\n  a:\n    extends: { file: other.yml, service: a }\n", "stack.yml:3:22: 'extends' names the file other.yml, which does not exist")]
    [InlineData("services:\n  agent: {}\n  a:\n    extends: { service: agnet }\n", "stack.yml:4:25: stack.yml has no service 'agnet'. Known are: agent, a. Did you mean 'agent'?")]
    [InlineData("services:\n  a:\n    extends: b\n  b:\n    extends: a\n", "stack.yml:3:14: service 'a' extends itself: stack.yml:b → stack.yml:a → stack.yml:b")]
    [InlineData("- a\n", "stack.yml:1:1: a compose file is a mapping with 'services'")]
    [InlineData("services: &a [*a]\n", "stack.yml:1:15: '*a' stands in its own anchor '&a', and so would have no end")]
    [InlineData("services: &a { agent: { extends: *a } }\n", "stack.yml:1:34: '*a' stands in its own anchor '&a', and so would have no end")]
    [InlineData("a: &a { <<: *a }\n", "stack.yml:1:13: '*a' stands in its own anchor '&a', and so would have no end")]
    [InlineData("&a { *a : b }\n", "stack.yml:1:6: a key has to be a text")]
    [InlineData("a: &base x\nb: *bsae\n", "stack.yml:2:4: there is no anchor '&bsae' before '*bsae'. Known are: base. Did you mean 'base'?")]
    [InlineData("a: 1\nb: 2\na: 3\n", "stack.yml:3:1: the key 'a' is there twice, first at stack.yml:1:1")]
    [InlineData("a: 1\n---\nb: 2\n", "stack.yml:2:1: a second YAML document begins")]
    public void What_cannot_be_read_is_told_with_its_place(string text, string expected)
    {
        var e = Assert.Throws<BuildChainException>(() => ComposeFile.Read(Write("stack.yml", text), _directory.Path));

        Assert.StartsWith(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_and_aliases_beyond_all_measure_are_refused()
    {
        Assert.StartsWith("stack.yml:1:131: lists and mappings are nested too deep", Refused("a: " + new string('[', 50_000)), StringComparison.Ordinal);
        var laughs = string.Concat(Enumerable.Range(1, 8).Select(i => $"l{i}: &l{i} [{string.Join(',', Enumerable.Repeat($"*l{i - 1}", 10))}]\n"));
        Assert.StartsWith("stack.yml:6:", Refused("l0: &l0 x\n" + laughs), StringComparison.Ordinal);

        string Refused(string text) => Assert.Throws<BuildChainException>(() => ComposeFile.Read(Write("stack.yml", text), _directory.Path)).Message;
    }

    [Fact]
    public void A_file_that_does_not_exist_is_answered_with_those_that_do()
    {
        Write("docker-compose.docker.yml", "services: {}");

        var e = Assert.Throws<BuildChainException>(() => ComposeFile.Read("docker-compose.dokcer.yml", _directory.Path));

        Assert.Equal(
            "There is no compose file docker-compose.dokcer.yml. Known are: docker-compose.docker.yml. Did you mean 'docker-compose.docker.yml'?", e.Message);
    }

    public void Dispose() => _directory.Dispose();

    ComposeService Service(string path, string name) => ComposeFile.Read(path, _directory.Path).Services.Single(service => service.Name == name);

    string Write(string name, string text)
    {
        var path = Path.Combine(_directory.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}

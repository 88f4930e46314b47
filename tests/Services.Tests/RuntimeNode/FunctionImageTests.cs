using System.Text;
using System.Text.Json;
using Esb.Common.Node;
using Esb.RuntimeNode.Functions;

namespace Esb.Tests.RuntimeNode;

public sealed class FunctionImageTests
{
    const string Layer1 = "sha256:0000000000000000000000000000000000000000000000000000000000000001";
    const string Layer2 = "sha256:0000000000000000000000000000000000000000000000000000000000000002";

    static readonly ImageConfiguration Image = ImageConfiguration.Parse(Encoding.UTF8.GetBytes($$"""
        {
          "config": { "User": "10001:10001", "Entrypoint": ["/run"], "Cmd": ["app.handler"], "Env": ["PATH=/bin", "AWS_REGION=x"], "WorkingDir": "/var/task" },
          "rootfs": { "diff_ids": ["{{Layer1}}", "{{Layer2}}"] }
        }
        """));

    static readonly StartContainer Container = new(
        "echo-1", "registry:5000/esb-echo:latest", new Dictionary<string, string>(), new Dictionary<string, string> { ["AWS_REGION"] = "mars-1" },
        192 << 20, 512 << 20, 1, 74, 1024, 1024);

    [Fact]
    public void The_layers_name_is_that_of_the_specification()
    {
        Assert.Equal(Layer1, ImageConfiguration.ChainId([Layer1]));
        Assert.Equal(
            "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes($"{Layer1} {Layer2}"))),
            Image.TopLayer);
    }

    [Fact]
    public void The_process_is_the_images_with_the_containers_variables()
    {
        var spec = FunctionSpec.Of(Container, Image, unifiedGroups: false);

        Assert.Equal(["/run", "app.handler"], spec.Process.Args);
        Assert.Equal(["PATH=/bin", "AWS_REGION=mars-1"], spec.Process.Env);
        Assert.Equal(new OciUser(10001, 10001), spec.Process.User);
        Assert.Equal("/var/task", spec.Process.Cwd);
    }

    [Fact]
    public void The_container_is_kept_in()
    {
        using var json = JsonDocument.Parse(FunctionSpec.Of(Container, Image, unifiedGroups: true).ToJson());

        var root = json.RootElement;
        Assert.Equal("1.0.2", root.GetProperty("ociVersion").GetString());
        Assert.True(root.GetProperty("root").GetProperty("readonly").GetBoolean());
        Assert.True(root.GetProperty("process").GetProperty("noNewPrivileges").GetBoolean());
        Assert.All(root.GetProperty("process").GetProperty("capabilities").EnumerateObject(), set => Assert.Empty(set.Value.EnumerateArray()));
        var linux = root.GetProperty("linux");
        Assert.Equal(192 << 20, linux.GetProperty("resources").GetProperty("memory").GetProperty("limit").GetInt64());
        Assert.Equal(192 << 20, linux.GetProperty("resources").GetProperty("memory").GetProperty("swap").GetInt64());
        Assert.Equal(100_000, linux.GetProperty("resources").GetProperty("cpu").GetProperty("quota").GetInt64());
        Assert.Equal(1024, linux.GetProperty("resources").GetProperty("pids").GetProperty("limit").GetInt64());
        Assert.Equal(
            "pid ipc uts mount network cgroup",
            string.Join(' ', linux.GetProperty("namespaces").EnumerateArray().Select(entry => entry.GetProperty("type").GetString())));
        Assert.Equal("/run/esb/netns/echo-1", linux.GetProperty("namespaces")[4].GetProperty("path").GetString());
        Assert.False(linux.GetProperty("resources").GetProperty("devices")[0].GetProperty("allow").GetBoolean());
    }

    [Theory]
    [InlineData("", "/")]
    [InlineData("/app", "/app")]
    public void An_image_without_a_folder_or_user_starts_at_the_root_as_root(string folder, string expected)
    {
        var image = ImageConfiguration.Parse(Encoding.UTF8.GetBytes(
            $$"""{ "config": { "WorkingDir": "{{folder}}", "Cmd": null }, "rootfs": { "diff_ids": ["{{Layer1}}"] } }"""));

        Assert.Equal(expected, image.WorkingDirectory);
        Assert.Equal(new OciUser(0, 0), image.User);
        Assert.Empty(image.Arguments);
    }

    [Fact]
    public void A_user_by_name_is_refused_with_what_is_accepted()
    {
        var problem = Assert.Throws<InvalidDataException>(() => ImageConfiguration.Parse(
            Encoding.UTF8.GetBytes("""{ "config": { "User": "nobody" }, "rootfs": { "diff_ids": [] } }""")));

        Assert.Equal("the image's user is \"nobody\": it must be numbers, such as 10001:10001", problem.Message);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{ "config": [], "rootfs": { "diff_ids": "none" } }""")]
    public void A_configuration_that_is_none_is_said_to_be_the_images(string json)
    {
        var problem = Assert.Throws<InvalidDataException>(() => ImageConfiguration.Parse(Encoding.UTF8.GetBytes(json)));

        Assert.StartsWith("the image's configuration cannot be read: ", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("registry:5000/esb-echo:latest", "registry:5000", "esb-echo", "latest")]
    [InlineData("host/a/b:1", "host", "a/b", "1")]
    [InlineData("esb-echo:latest", null, null, null)]
    [InlineData("registry:5000/esb-echo", null, null, null)]
    [InlineData("", null, null, null)]
    public void An_image_has_a_registry_a_name_and_a_tag(string text, string? host, string? repository, string? tag)
    {
        var image = ImageReference.Parse(text);

        Assert.Equal(host is null ? null : new ImageReference(host, repository!, tag!), image);
        Assert.Equal(host is null ? null : text, image?.ToString());
    }

    [Theory]
    [InlineData("r/a:2", true)]
    [InlineData("r/a:1", false)]
    [InlineData("r/b:2", false)]
    [InlineData("s/a:2", false)]
    public void Another_tag_of_the_same_image_is_known_as_such(string other, bool expected) =>
        Assert.Equal(expected, ImageReference.Parse(other)!.IsOtherTagOf(ImageReference.Parse("r/a:1")!));
}

using System.Text.Json;
using System.Text.Json.Nodes;
using BuildChain.Bake;
using BuildChain.DockerTests.Bake;
using BuildChain.Processes;

namespace BuildChain.DockerTests.Images;

/// <summary>An image that the chain baked under the tests' tag (<c>ESB_TEST_TAG</c>, default <c>latest</c>).</summary>
sealed record BakedImage(DockerCli Docker, string Target, JsonNode Details)
{
    public string Reference => ReferenceOf(Target);

    public JsonNode Configuration => Details["Config"]!;

    public static async Task<BakedImage> OfAsync(string target)
    {
        var docker = await TestDocker.CliAsync();
        var result = await RunAsync(docker, "image", "inspect", ReferenceOf(target));
        Assert.True(result.Succeeded, $"{ReferenceOf(target)} is not in the engine. Bake it first: ./build.sh {Command(target)} --tag {Tag}");
        return new BakedImage(docker, target, JsonNode.Parse(result.Output)![0]!);
    }

    /// <summary>What the program prints when the image runs it instead of its own.</summary>
    public async Task<string> OutputAsync(string program, params string[] arguments)
        => (await RunAsync(Docker, ["run", "--rm", "--network", "none", "--entrypoint", program, Reference, .. arguments])).EnsureSuccess().Output;

    public async Task<JsonElement> VersionAsync()
    {
        using var document = JsonDocument.Parse(await OutputAsync("cat", "/app/version.json"));
        return document.RootElement.Clone();
    }

    public static Task<ProcessResult> RunAsync(DockerCli docker, params IReadOnlyList<string> arguments)
        => ProcessRunner.TryRunAsync(new ProcessRequest(docker.Path, arguments) { Environment = docker.Environment });

    static string Tag => Environment.GetEnvironmentVariable("ESB_TEST_TAG") is { Length: > 0 } tag ? tag : "latest";

    static string ReferenceOf(string target) => $"esb-{target}:{Tag}";

    static string Command(string target) => target switch
    {
        "os-base" or "python-base" or "lambda-base" => "BakeBase",
        "registry" => "Bake --bake-targets registry",
        _ when target.StartsWith("lambda-", StringComparison.Ordinal) => "BakeFunctions",
        _ when target.EndsWith("-containerd", StringComparison.Ordinal) => "BakeBase BakeControl --mode containerd",
        _ => "BakeBase BakeControl",
    };
}

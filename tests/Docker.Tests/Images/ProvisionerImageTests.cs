using System.Text.Json;

namespace BuildChain.DockerTests.Images;

/// <summary>The provisioner's image, which runs to its end.</summary>
public sealed class ProvisionerImageTests : IAsyncLifetime
{
    readonly string _volume = $"esb-provisioner-{Guid.NewGuid():N}";
    readonly DirectoryInfo _config = Directory.CreateTempSubdirectory("esb-config-");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await BakedImage.RunAsync((await BakedImage.OfAsync("provisioner")).Docker, "volume", "rm", "--force", _volume);
        _config.Delete(recursive: true);
    }

    [Fact]
    public async Task It_writes_the_configuration_to_a_new_volume_and_ends()
    {
        var image = await BakedImage.OfAsync("provisioner");
        Write("function");

        var (exitCode, lines) = await RunAsync(image, "--read-only", "--cap-drop", "ALL");

        Assert.Equal(0, exitCode);
        Assert.Contains("/app/runtime-config/functions.yml written", lines);
        Assert.Equal("done", lines[^1]);
        var listing = await BakedImage.RunAsync(
            image.Docker, "run", "--rm", "--user", "12345", "--volume", $"{_volume}:/volume:ro", "--entrypoint", "cat", image.Reference, "/volume/functions.yml");
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(_config.FullName, "functions.yml")), listing.EnsureSuccess().Output + "\n");
    }

    [Fact]
    public async Task It_refuses_a_configuration_with_the_place_of_each_problem()
    {
        var image = await BakedImage.OfAsync("provisioner");
        Write("functoin");

        var (exitCode, lines) = await RunAsync(image);

        Assert.Equal(78, exitCode);
        Assert.Equal("/config/routing.yml:3:5: GET /a: there is no function 'functoin'; there are: function. Did you mean 'function'?", Assert.Single(lines));
    }

    [Fact]
    public async Task It_says_which_server_does_not_answer()
    {
        var image = await BakedImage.OfAsync("provisioner");
        Write("function");

        // The trimmed program with the whole of AWS's client below it.
        var (exitCode, lines) = await RunAsync(
            image, "--env", "S3_ENDPOINT=http://127.0.0.1:9", "--env", "DYNAMODB_ENDPOINT=http://127.0.0.1:9", "--env", "ENDPOINT_TIMEOUT=1",
            "--env", "AWS_ACCESS_KEY_ID=key", "--env", "AWS_SECRET_ACCESS_KEY=secret");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("S3 at http://127.0.0.1:9/ does not answer after 1 s: Connection refused.", lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("DynamoDB at http://127.0.0.1:9/ does not answer after 1 s: Connection refused.", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_has_no_health_check() => Assert.Null((await BakedImage.OfAsync("provisioner")).Configuration["Healthcheck"]);

    void Write(string routedFunction)
    {
        File.WriteAllText(Path.Combine(_config.FullName, "functions.yml"), "version: 1\nfunctions:\n  function: { image: esb-function, runtime: python3.11, handler: app.handler, timeout: 3 }\n");
        File.WriteAllText(Path.Combine(_config.FullName, "routing.yml"), $"version: 1\nroutes:\n  - {{ path: /a, method: GET, function: {routedFunction} }}\n");
        File.WriteAllText(Path.Combine(_config.FullName, "resources.yml"), "version: 1\nbuckets: [ { name: bucket } ]\ntables: [ { name: table, hashKey: { name: id, type: S } } ]\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_config.FullName, File.GetUnixFileMode(_config.FullName) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    async Task<(int ExitCode, IReadOnlyList<string> Messages)> RunAsync(BakedImage image, params string[] options)
    {
        var result = await BakedImage.RunAsync(
            image.Docker,
            ["run", "--rm", "--network", "none", "--volume", $"{_config.FullName}:/config:ro", "--volume", $"{_volume}:/app/runtime-config", .. options, image.Reference]);
        Assert.Equal("", result.Error);
        return (result.ExitCode, [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Message)]);
    }

    static string Message(string line)
    {
        using var entry = JsonDocument.Parse(line);
        Assert.Equal("provisioner", entry.RootElement.GetProperty("service").GetString());
        return entry.RootElement.GetProperty("message").GetString()!;
    }
}

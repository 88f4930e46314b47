using System.Text;
using System.Text.Json.Nodes;
using BuildChain.DockerTests.Images;

namespace BuildChain.DockerTests.Functions;

/// <summary>A container of lambda-base with a function's files in it, as its image would have them.</summary>
sealed class FunctionContainer(RunningContainer container, HttpClient client) : IAsyncDisposable
{
    const int Port = 8080;

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="files">Content by absolute path in the container; all of them can be executed.</param>
    /// <param name="command">What the image's CMD would be.</param>
    public static async Task<FunctionContainer> StartAsync(IReadOnlyDictionary<string, string> files, string[] command, params string[] options)
    {
        var image = await BakedImage.OfAsync("lambda-base");
        var created = await BakedImage.RunAsync(
            image.Docker,
            ["create", "--label", "com.esb.test=true", "--publish", $"127.0.0.1::{Port}", "--env", "AWS_LAMBDA_FUNCTION_NAME=tested", .. options, image.Reference, .. command]);
        var id = created.EnsureSuccess().Output.Trim();
        var container = new RunningContainer(image, id);
        await CopyAsync(image, id, files);
        await container.StartAgainAsync();
        using (await container.GetAsync("http", Port, "/health"))
        {
        }

        return new FunctionContainer(container, new HttpClient { BaseAddress = await container.AddressAsync("http", Port) });
    }

    /// <summary>A Python function of one file, with the image's Python.</summary>
    public static Task<FunctionContainer> PythonAsync(string code, params string[] options) => StartAsync(
        new Dictionary<string, string> { ["/var/task/app.py"] = code }, ["app.handler"], ["--env", "AWS_EXECUTION_ENV=AWS_Lambda_python3.11", .. options]);

    public RunningContainer Container => container;

    /// <summary>The function's error (the header <c>X-Amz-Function-Error</c>) and answer.</summary>
    public async Task<(string? Error, JsonNode? Body)> InvokeAsync(string payload = "{}")
    {
        using var content = new StringContent(payload, Encoding.UTF8);
        using var response = await client.PostAsync(new Uri("/2015-03-31/functions/function/invocations", UriKind.Relative), content);
        Assert.Equal(200, (int)response.StatusCode);
        return (response.Headers.TryGetValues("X-Amz-Function-Error", out var values) ? values.Single() : null, JsonNode.Parse(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>The log's messages.</summary>
    public async Task<IReadOnlyList<string>> MessagesAsync() =>
        [.. (await container.LogAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (string)JsonNode.Parse(line)!["message"]!)];

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await container.DisposeAsync();
    }

    static async Task CopyAsync(BakedImage image, string id, IReadOnlyDictionary<string, string> files)
    {
        var folder = Directory.CreateTempSubdirectory("esb-function-");
        try
        {
            foreach (var (path, content) in files)
            {
                var file = Path.Combine(folder.FullName, path.TrimStart('/'));
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, content);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
                        | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            }

            // Folder by folder: the copy of "/" itself would bring this folder's own mode.
            foreach (var top in folder.EnumerateDirectories())
                (await BakedImage.RunAsync(image.Docker, "cp", top.FullName, $"{id}:/")).EnsureSuccess();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using BuildChain.DockerTests.Images;
using BuildChain.Processes;
using DockerCli = BuildChain.Bake.DockerCli;

namespace BuildChain.DockerTests.Agent;

/// <summary>Images of functions made for one test class, on the baked lambda-base; gone at its end.</summary>
sealed class FunctionImages(DockerCli docker, string id) : IAsyncDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("esb-agent-images-");
    readonly List<string> _references = [];

    /// <summary>Tells what it was given, and sleeps when asked to.</summary>
    const string Echo = """
        import os, time
        def handler(event, context):
            time.sleep(event.get("sleep", 0))
            return {"event": event, "version": os.environ.get("VERSION"), "name": context.function_name}
        """;

    /// <summary>An image whose function answers with its event and <paramref name="version"/>; returns its name without the tag.</summary>
    public Task<string> EchoAsync(string tag, string name = "echo", string version = "1") => BuildAsync(tag, name, $"""
        FROM esb-lambda-base:{tag}
        COPY app.py /var/task/app.py
        ENV AWS_EXECUTION_ENV=AWS_Lambda_python3.11 VERSION={version}
        CMD ["app.handler"]
        """);

    /// <summary>An image that ends at once, after a last word.</summary>
    public Task<string> BrokenAsync(string tag) => BuildAsync(tag, "broken", $"""
        FROM esb-python-base:{tag}
        ENTRYPOINT ["python3", "-c", "print('I cannot go on'); raise SystemExit(3)"]
        """);

    public async Task RunAsync(params string[] arguments) => (await BakedImage.RunAsync(docker, arguments)).EnsureSuccess();

    /// <summary>Puts the image into a registry on this machine.</summary>
    public async Task PushAsync(string reference, string registry)
    {
        var remote = $"{registry}/{reference}";
        await RunAsync("image", "tag", reference, remote);
        _references.Add(remote);
        await RunAsync("push", "--quiet", remote);
    }

    public async ValueTask DisposeAsync()
    {
        await BakedImage.RunAsync(docker, ["image", "rm", "--force", .. _references.Distinct()]);
        _folder.Delete(recursive: true);
    }

    async Task<string> BuildAsync(string tag, string name, string dockerfile)
    {
        var image = $"esb-agent-test-{id}-{name}";
        var context = _folder.CreateSubdirectory(Guid.NewGuid().ToString("n")).FullName;
        await File.WriteAllTextAsync(Path.Combine(context, "app.py"), Echo);
        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), dockerfile);
        await RunAsync("buildx", "build", "--quiet", "--load", "--provenance=false", "--tag", $"{image}:{tag}", context);
        _references.Add($"{image}:{tag}");
        return image;
    }
}

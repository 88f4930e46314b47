using System.Text;

namespace Esb.Tests.RuntimeInterface;

/// <summary>
/// A function whose process is a shell that does what the test says, and whose side of the Runtime API is the test itself.
/// </summary>
sealed class ScriptedRuntime : IDisposable
{
    const string Script = """
        #!/bin/sh
        [ -p control ] || mkfifo control
        exec 3<>control
        [ -f prologue ] && . ./prologue
        echo "$AWS_LAMBDA_RUNTIME_API" >> starts
        while read -r line <&3; do eval "$line"; done
        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("esb-function-");

    public ScriptedRuntime()
    {
        var bootstrap = Path.Combine(Folder, "bootstrap");
        File.WriteAllText(bootstrap, Script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(bootstrap, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Folder => _folder.FullName;

    /// <summary>Runs at each start, before anything else.</summary>
    public string Prologue
    {
        set => File.WriteAllText(Path.Combine(Folder, "prologue"), value);
    }

    /// <summary>Addresses of the Runtime API, one per start.</summary>
    public IReadOnlyList<string> Starts => Read("starts");

    /// <summary>Lines that the script has written into a file in its folder.</summary>
    public IReadOnlyList<string> Read(string file) => File.Exists(Path.Combine(Folder, file)) ? File.ReadAllLines(Path.Combine(Folder, file)) : [];

    /// <summary>The test's side of the n-th start, counted from 1.</summary>
    public async Task<RuntimeClient> ConnectAsync(int start = 1)
    {
        await Until.TrueAsync(() => Starts.Count >= start, $"start {start}");
        return new RuntimeClient(new Uri($"http://{Starts[start - 1]}/2018-06-01/runtime/"));
    }

    /// <summary>Lets the process run a line of shell.</summary>
    public async Task TellAsync(string line)
    {
        await Until.TrueAsync(() => Starts.Count > 0, "a start");
        await using var control = new FileStream(Path.Combine(Folder, "control"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await control.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>A runtime's requests.</summary>
sealed class RuntimeClient(Uri address) : IDisposable
{
    readonly HttpClient _client = new() { BaseAddress = address };

    public async Task<Answer> NextAsync(CancellationToken cancellationToken = default) =>
        await Answer.OfAsync(await _client.GetAsync(new Uri("invocation/next", UriKind.Relative), cancellationToken));

    /// <summary>Waits for an invocation and answers it.</summary>
    public async Task<Answer> ServeAsync(string answer)
    {
        var next = await NextAsync();
        Assert.Equal(202, (await PostAsync($"invocation/{next.RequestId()}/response", answer)).Status);
        return next;
    }

    public Task<Answer> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8), headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await Answer.OfAsync(await _client.SendAsync(request));
    }

    public void Dispose() => _client.Dispose();
}

static class NextExtensions
{
    public static string RequestId(this Answer next) => next.Headers["Lambda-Runtime-Aws-Request-Id"];
}

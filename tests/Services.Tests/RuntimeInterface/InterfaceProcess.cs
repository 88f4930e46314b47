using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Esb.Tests.RuntimeInterface;

/// <summary>The runtime interface as a process, on a port of its own.</summary>
sealed partial class InterfaceProcess : IAsyncDisposable
{
    const int SigTerm = 15;

    readonly Process _process;
    readonly List<JsonElement> _lines = [];
    readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    InterfaceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.Start();
        process.BeginOutputReadLine();
    }

    public int Id => _process.Id;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>The log so far.</summary>
    public IReadOnlyList<JsonElement> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public IEnumerable<string> Messages => Lines.Select(line => line.GetProperty("message").GetString()!);

    /// <summary>Starts it for the function in this folder.</summary>
    public static async Task<InterfaceProcess> StartAsync(string task, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var process = new InterfaceProcess(new Process { StartInfo = Command(task, arguments, variables) });
        var ended = process._process.WaitForExitAsync();
        Assert.True(await Task.WhenAny(process._address.Task, ended) != ended, "It ended: " + string.Join('\n', process.Messages));
        process.Client = new HttpClient { BaseAddress = await process._address.Task };
        return process;
    }

    /// <summary>Its exit code and log, when it is not to go on.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<string> Messages)> RunAsync(params (string Name, string Value)[] variables)
    {
        await using var process = new InterfaceProcess(new Process { StartInfo = Command("/", [], variables) });
        await process._process.WaitForExitAsync();
        return (process._process.ExitCode, [.. process.Messages]);
    }

    public async Task<Answer> InvokeAsync(string payload, params (string Name, string Value)[] headers)
    {
        using var request = Request(payload);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await Answer.OfAsync(await Client.SendAsync(request));
    }

    public static HttpRequestMessage Request(string payload) =>
        new(HttpMethod.Post, "/2015-03-31/functions/function/invocations") { Content = new StringContent(payload, Encoding.UTF8) };

    /// <summary>A connection to send what no HTTP client sends.</summary>
    public async Task<TcpClient> ConnectAsync()
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        return connection;
    }

    public Task UntilLoggedAsync(string text) => Until.TrueAsync(() => Messages.Any(message => message.Contains(text, StringComparison.Ordinal)), $"logged: {text}");

    /// <summary>Waits until that many invocations have arrived and have no result.</summary>
    public Task UntilOpenAsync(int count) => Until.TrueAsync(async () => (await HealthAsync()).GetProperty("invocations").GetInt32() == count, $"{count} invocations");

    public async Task<JsonElement> HealthAsync() => (await Answer.OfAsync(await Client.GetAsync(new Uri("/health", UriKind.Relative)))).Json;

    /// <summary>Asks it to end as Docker does.</summary>
    public void Terminate() => Assert.Equal(0, Kill(Id, SigTerm));

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Until.Limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!_process.HasExited)
        {
            Terminate();
            await EndAsync();
        }

        _process.Dispose();
    }

    static ProcessStartInfo Command(string task, IEnumerable<string> arguments, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(InterfaceFactAttribute.Metadata("RuntimeInterface"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ESB_INVOKE_PORT"] = "0", ["LAMBDA_TASK_ROOT"] = task, ["AWS_EXECUTION_ENV"] = "AWS_Lambda_provided.al2023",
                ["AWS_LAMBDA_FUNCTION_NAME"] = "tested", ["AWS_REGION"] = "eu-central-1", ["ESB_STOP_TIMEOUT"] = "2",
            },
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return start;
    }

    void Take(string? text)
    {
        if (text is null)
            return;
        using var document = JsonDocument.Parse(text);
        var line = document.RootElement.Clone();
        lock (_lines)
            _lines.Add(line);
        if (line.GetProperty("message").GetString() is { } message && message.StartsWith("listening on http://0.0.0.0:", StringComparison.Ordinal))
            _address.TrySetResult(new Uri(message["listening on ".Length..].Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)));
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}

/// <summary>What the caller of a function gets.</summary>
sealed record Answer(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? Error => Headers.GetValueOrDefault("X-Amz-Function-Error");

    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
    }

    public string? ErrorType => Json.GetProperty("errorType").GetString();

    public string? ErrorMessage => Json.GetProperty("errorMessage").GetString();

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
            return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
        }
    }
}

static class Until
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var end = DateTime.UtcNow + Limit;
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < end, "Never came: " + what);
            await Task.Delay(10);
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace BuildChain.DockerTests.Images;

/// <summary>The bootstrap in lambda-base against the Runtime API, which a listener here plays: one invocation, then the end.</summary>
public sealed class PythonBootstrapTests
{
    [Fact]
    public async Task A_handler_gets_event_and_context_and_its_result_is_the_response()
    {
        var (path, body) = await InvokeAsync(
            "pkg/app.handle", "def handle(event, context): return {'got': event, 'id': context.aws_request_id, 'left': context.get_remaining_time_in_millis() > 0}");

        Assert.Equal("/2018-06-01/runtime/invocation/r-1/response", path);
        Assert.Equal("""{"got":{"a":"ü"},"id":"r-1","left":true}""", body.ToJsonString(Relaxed));
    }

    [Fact]
    public async Task An_error_of_the_handler_is_reported_with_type_message_and_own_stack()
    {
        var (path, body) = await InvokeAsync("pkg/app.handle", "def handle(event, context):\n    raise ValueError('no such thing')");

        Assert.Equal("/2018-06-01/runtime/invocation/r-1/error", path);
        Assert.Equal("ValueError", (string?)body["errorType"]);
        Assert.Equal("no such thing", (string?)body["errorMessage"]);
        Assert.Contains("app.py", (string?)Assert.Single(body["stackTrace"]!.AsArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pkg/app.nothing", "", "Handler 'nothing' missing on module 'pkg/app'")]
    [InlineData("pkg/missing.handle", "", "No module named 'pkg.missing'")]
    [InlineData("handle", "", "Handler 'handle' is not of the form module.function")]
    [InlineData("pkg/app.handle", "raise RuntimeError('not today')", "not today")]
    public async Task A_handler_that_cannot_be_loaded_is_an_init_error(string handler, string code, string message)
    {
        var (path, body) = await InvokeAsync(handler, code);

        Assert.Equal("/2018-06-01/runtime/init/error", path);
        Assert.Equal(message, (string?)body["errorMessage"]);
    }

    static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static async Task<(string Path, JsonNode Body)> InvokeAsync(string handler, string code)
    {
        var image = await BakedImage.OfAsync("lambda-base");
        using var api = Listen(out var address);
        var name = $"esb-bootstrap-{Guid.NewGuid():N}";
        var run = BakedImage.RunAsync(image.Docker,
            "run", "--rm", "--name", name, "--network", "host", "--env", $"AWS_LAMBDA_RUNTIME_API={address}", "--env", $"_HANDLER={handler}",
            "--env", $"CODE={code}", "--env", "LAMBDA_TASK_ROOT=/tmp/task", "--entrypoint", "sh", image.Reference, "-c",
            "mkdir -p /tmp/task/pkg && printf '%s\\n' \"$CODE\" > /tmp/task/pkg/app.py && exec /var/runtime/bootstrap");
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var report = FirstReportAsync(api, limit.Token);
            if (await Task.WhenAny(report, run) == run && !report.IsCompleted)
                await Task.WhenAny(report, Task.Delay(TimeSpan.FromSeconds(1)));
            Assert.True(report.IsCompleted, $"The container ended without a report: {(run.IsCompleted ? (await run).Error : "")}");
            return await report;
        }
        finally
        {
            await BakedImage.RunAsync(image.Docker, "rm", "--force", name);
            await run;
        }
    }

    static async Task<(string Path, JsonNode Body)> FirstReportAsync(HttpListener api, CancellationToken cancellationToken)
    {
        while (true)
        {
            var request = await api.GetContextAsync().WaitAsync(cancellationToken);
            if (request.Request.HttpMethod == "GET")
            {
                request.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = "r-1";
                request.Response.Headers["Lambda-Runtime-Deadline-Ms"] = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
                await request.Response.OutputStream.WriteAsync("""{"a":"ü"}"""u8.ToArray(), cancellationToken);
                request.Response.Close();
                continue;
            }

            using var reader = new StreamReader(request.Request.InputStream, Encoding.UTF8);
            var body = JsonNode.Parse(await reader.ReadToEndAsync(cancellationToken))!;
            request.Response.StatusCode = 202;
            request.Response.Close();
            return (request.Request.Url!.AbsolutePath, body);
        }
    }

    static HttpListener Listen(out string address)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        address = probe.LocalEndpoint.ToString()!;
        probe.Stop();
        var listener = new HttpListener { Prefixes = { $"http://{address}/" } };
        listener.Start();
        return listener;
    }
}

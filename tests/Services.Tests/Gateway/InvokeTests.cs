using System.Net;
using System.Text;
using System.Text.Json;

namespace Esb.Tests.Gateway;

public sealed class InvokeTests
{
    static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));

    static async Task AssertErrorAsync(HttpResponseMessage response, int status, string type, string message)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, Header(response, "x-amzn-ErrorType"));
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var property = body.RootElement.TryGetProperty("Message", out var upper) ? upper : body.RootElement.GetProperty("message");
        Assert.Contains(message, property.GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_answers_its_caller()
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await gateway.InvokeAsync("echo", """{"a":[1,"ü"]}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"a":[1,"ü"]}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("$LATEST", Header(response, "X-Amz-Executed-Version"));
        Assert.True(Guid.TryParse(Header(response, "x-amzn-RequestId"), out _));
        Assert.Equal(("echo-1", true), Assert.Single(gateway.Agent.Releases));
    }

    [Fact]
    public async Task The_next_call_finds_the_same_container()
    {
        await using var gateway = await GatewayHost.StartAsync();

        for (var i = 0; i < 20; i++)
            using (await gateway.InvokeAsync("echo"))
            {
            }

        Assert.Equal(1, gateway.Agent.Started);
        Assert.Equal(20, gateway.Agent.Releases.Count);
    }

    [Theory]
    [InlineData("echo:live")]
    [InlineData("echo:$LATEST")]
    [InlineData("echo?Qualifier=7")]
    [InlineData("123456789012:function:echo")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:echo")]
    [InlineData("arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Aecho%3Alive")]
    public async Task A_function_has_the_names_that_Lambda_knows(string name)
    {
        await using var gateway = await GatewayHost.StartAsync();
        var (path, query) = name.Split('?') is [var before, var after] ? (before, "?" + after) : (name, "");

        using var response = await gateway.Client.PostAsync($"/2015-03-31/functions/{path}/invocations{query}", null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task No_payload_is_an_empty_event()
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await gateway.InvokeAsync("echo", "");

        Assert.Equal("{}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Context_log_request_id_and_trace_pass_through_to_agent_and_function()
    {
        await using var gateway = await GatewayHost.StartAsync();
        Dictionary<string, string> seen = [];
        gateway.Agent.Add("echo", (context, _) =>
        {
            seen = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            context.Response.Headers["X-Amz-Log-Result"] = "bG9n";
            return FunctionServer.AnswerAsync(context, "1");
        });
        var clientContext = Convert.ToBase64String("""{"custom":{"a":"b"}}"""u8);

        using var response = await gateway.InvokeAsync(
            "echo", "{}", default, ("X-Amz-Client-Context", clientContext), ("X-Amz-Log-Type", "Tail"),
            ("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"));

        const string trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        var requestId = Header(response, "x-amzn-RequestId");
        Assert.Equal("bG9n", Header(response, "X-Amz-Log-Result"));
        Assert.Equal(trace, Header(response, "X-Amzn-Trace-Id"));
        Assert.Equal((clientContext, "Tail", requestId, trace), (seen["X-Amz-Client-Context"], seen["X-Amz-Log-Type"], seen["X-Amzn-RequestId"], seen["X-Amzn-Trace-Id"]));
        var acquire = Assert.Single(gateway.Agent.Requests, request => request.Path == "/v1/functions/echo/acquire");
        Assert.Equal((requestId, trace), (acquire.Headers["x-amzn-RequestId"].ToString(), acquire.Headers["X-Amzn-Trace-Id"].ToString()));
        Assert.Matches($"^{{\"requestId\":\"{requestId}\",\"timeoutMs\":[0-9]+}}$", acquire.Body);
        Assert.Contains($"\"requestId\":\"{requestId}\",\"trace\":\"{trace}\"", gateway.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_without_trace_gets_a_new_one()
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await gateway.InvokeAsync("echo", "{}", default, ("X-Amzn-Trace-Id", "Root=nonsense"));

        Assert.Matches("^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$", Header(response, "X-Amzn-Trace-Id"));
    }

    [Fact]
    public async Task A_functions_own_error_is_an_answer()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Agent.Add("echo", (context, _) => FunctionServer.AnswerAsync(context, """{"errorType":"KeyError","errorMessage":"x"}""", "Unhandled"));

        using var response = await gateway.InvokeAsync("echo");

        Assert.Equal((HttpStatusCode.OK, "Unhandled"), (response.StatusCode, Header(response, "X-Amz-Function-Error")));
        Assert.Contains("KeyError", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(Assert.Single(gateway.Agent.Releases).Reusable);
    }

    [Fact]
    public async Task A_dry_run_asks_without_invoking()
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var possible = await gateway.InvokeAsync("echo", "{}", default, ("X-Amz-Invocation-Type", "DryRun"));
        using var impossible = await gateway.InvokeAsync("ecko", "{}", default, ("X-Amz-Invocation-Type", "DryRun"));

        Assert.Equal(HttpStatusCode.NoContent, possible.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, impossible.StatusCode);
        Assert.Empty(gateway.Agent.Requests);
    }

    [Fact]
    public async Task An_unknown_function_is_not_found()
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await gateway.InvokeAsync("ecko");

        await AssertErrorAsync(response, 404, "ResourceNotFoundException", "Function not found: arn:aws:lambda:us-east-1:123456789012:function:ecko");
        Assert.Contains("\"Type\":\"User\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "X-None", "1", "InvalidRequestContentException", "Could not parse request body into json")]
    [InlineData("{} {}", "X-None", "1", "InvalidRequestContentException", "Could not parse request body into json")]
    [InlineData("{}", "X-Amz-Client-Context", "e30=x", "InvalidRequestContentException", "X-Amz-Client-Context")]
    [InlineData("{}", "X-Amz-Client-Context", "bm8=", "InvalidRequestContentException", "X-Amz-Client-Context")]
    [InlineData("{}", "X-Amz-Invocation-Type", "Async", "InvalidParameterValueException", "'Async'")]
    [InlineData("{}", "X-Amz-Log-Type", "All", "InvalidParameterValueException", "'All'")]
    public async Task A_wrong_request_says_what_is_wrong(string payload, string header, string value, string type, string message)
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await gateway.InvokeAsync("echo", payload, default, (header, value));

        await AssertErrorAsync(response, 400, type, message);
        Assert.Empty(gateway.Agent.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Six_megabytes_pass_and_more_is_refused(bool announced)
    {
        await using var gateway = await GatewayHost.StartAsync();
        var most = Encoding.ASCII.GetBytes($"\"{new string('x', 6 * 1024 * 1024 - 2)}\"");

        using var passes = await PostAsync(most);
        using var refused = await PostAsync([.. most, (byte)' ']);

        Assert.Equal(most, await passes.Content.ReadAsByteArrayAsync());
        await AssertErrorAsync(refused, 413, "RequestTooLargeException", "Request must be smaller than 6291456 bytes");

        Task<HttpResponseMessage> PostAsync(byte[] payload)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/2015-03-31/functions/echo/invocations") { Content = new ByteArrayContent(payload) };
            request.Headers.TransferEncodingChunked = !announced;
            return gateway.Client.SendAsync(request);
        }
    }

    [Fact]
    public async Task An_answer_beyond_the_limit_is_the_functions_error()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Agent.Add("echo", (context, _) => FunctionServer.AnswerAsync(context, $"\"{new string('x', 6 * 1024 * 1024 + 99)}\""));

        using var response = await gateway.InvokeAsync("echo");

        Assert.Equal("Unhandled", Header(response, "X-Amz-Function-Error"));
        Assert.Contains("Function.ResponseSizeTooLarge", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_operation_of_the_Lambda_api_is_unknown()
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await gateway.Client.GetAsync("/2015-03-31/functions/");

        await AssertErrorAsync(response, 404, "UnknownOperationException", "/invocations");
    }

    [Fact]
    public async Task Http_2_is_spoken_too()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var client = gateway.NewClient(HttpVersion.Version20);

        using var response = await client.PostAsync("/2015-03-31/functions/echo/invocations", new StringContent("[2]"));

        Assert.Equal((HttpVersion.Version20, "[2]"), (response.Version, await response.Content.ReadAsStringAsync()));
    }
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Esb.Scenarios;

/// <summary>Calls of the gateway; each prints the id of its request, by which the report finds the log lines.</summary>
public abstract class Calls(ITestOutputHelper output)
{
    protected static JsonNode Json(string text) => JsonNode.Parse(text)!;

    /// <summary>Invokes a function with Lambda's own API.</summary>
    protected Task<Answer> InvokeAsync(string function, string payload, string? type = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/2015-03-31/functions/{function}/invocations")
        {
            Content = new StringContent(payload, Encoding.UTF8, "application/json"),
        };
        if (type is not null)
            request.Headers.Add("X-Amz-Invocation-Type", type);
        return SendAsync(request);
    }

    protected Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    protected async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Stack.Client.SendAsync(request);
            var answer = new Answer(
                response.StatusCode, await response.Content.ReadAsByteArrayAsync(),
                response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => header.Value.ToArray(), StringComparer.OrdinalIgnoreCase));
            lock (output)
                output.WriteLine($"{request.Method} {request.RequestUri} → {(int)answer.Status}, request {answer.Header("x-amzn-RequestId")}");
            return answer;
        }
    }
}

/// <summary>What the gateway answered.</summary>
public sealed record Answer(HttpStatusCode Status, byte[] Body, IReadOnlyDictionary<string, string[]> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>For messages; a record's own text would ask every property, and some of them insist on a good answer.</summary>
    public override string ToString() => $"HTTP {(int)Status} {Text}";

    public JsonNode Json
    {
        get
        {
            Assert.True(Body.Length > 0, $"HTTP {(int)Status} with an empty body");
            return JsonNode.Parse(Body) ?? throw new InvalidOperationException("The answer is null.");
        }
    }

    /// <summary>What a function returned; fails when it ended with an error.</summary>
    public JsonNode Result
    {
        get
        {
            Assert.True(Status == HttpStatusCode.OK && Header("X-Amz-Function-Error") is null, $"HTTP {(int)Status} {Header("X-Amz-Function-Error")}: {Text}");
            return Json;
        }
    }

    /// <summary>The value, or null.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>The error that a function ended with, of an answer that says so.</summary>
    public string ErrorType
    {
        get
        {
            Assert.Equal(HttpStatusCode.OK, Status);
            Assert.Equal("Unhandled", Header("X-Amz-Function-Error"));
            return (string)Json["errorType"]!;
        }
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using BuildChain.DockerTests.Images;
using BuildChain.Functions;

namespace BuildChain.DockerTests.Functions;

/// <summary>The functions of e2e/fixtures/template.yaml.</summary>
static class FixtureFunctions
{
    public static string RepositoryRoot { get; } = Root();

    public static FunctionApp App { get; } = SamTemplate.Read(Path.Combine(RepositoryRoot, "e2e", "fixtures", "template.yaml"));

    /// <summary>Starts the function's image as the agent does: what belongs to the environment comes from the template, not from the image.</summary>
    public static async Task<FixtureContainer> StartAsync(string name)
    {
        var function = App.Functions.Single(function => function.Name == name);
        var variables = new Dictionary<string, string>(function.Environment)
        {
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_TIMEOUT"] = $"{function.TimeoutSeconds}",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = $"{function.MemoryMiB}",
            ["AWS_REGION"] = "us-east-1",
        };
        var container = await RunningContainer.StartAsync(name, 8080, [.. variables.SelectMany(variable => new[] { "--env", $"{variable.Key}={variable.Value}" })]);
        (await container.GetAsync("http", 8080, "/health")).Dispose();
        return new FixtureContainer(container, new HttpClient { BaseAddress = await container.AddressAsync("http", 8080), Timeout = TimeSpan.FromMinutes(1) });
    }

    static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}

/// <summary>A function that can be called.</summary>
sealed class FixtureContainer(RunningContainer container, HttpClient client) : IAsyncDisposable
{
    /// <summary>The function's answer, and its <c>X-Amz-Function-Error</c>.</summary>
    public async Task<(JsonNode? Answer, string? Error)> InvokeAsync(JsonNode payload)
    {
        using var response = await client.PostAsJsonAsync(new Uri("/2015-03-31/functions/function/invocations", UriKind.Relative), payload);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
        return (JsonNode.Parse(text), response.Headers.TryGetValues("X-Amz-Function-Error", out var error) ? error.Single() : null);
    }

    public Task<string> ExecuteAsync(params string[] command) => container.ExecuteAsync(command);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await container.DisposeAsync();
    }
}

using System.Net.Http.Json;
using System.Text.Json;

namespace BuildChain.DockerTests.Agent;

/// <summary>The agent's API as the gateway uses it.</summary>
static class AgentCalls
{
    public static async Task<(int Status, JsonElement Body)> TryAcquireAsync(this HttpClient agent, string function, int timeoutMs = 60_000)
    {
        using var response = await agent.PostAsJsonAsync($"v1/functions/{function}/acquire", new { requestId = "r-1", timeoutMs });
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public static async Task<AgentLease> AcquireAsync(this HttpClient agent, string function)
    {
        var (status, body) = await agent.TryAcquireAsync(function);
        Assert.True(status == 200, body.ToString());
        return body.Deserialize<AgentLease>(JsonSerializerOptions.Web)!;
    }

    public static async Task ReleaseAsync(this HttpClient agent, AgentLease lease, bool reusable = true)
    {
        using var response = await agent.PostAsJsonAsync($"v1/leases/{lease.Lease}/release", new { reusable });
        Assert.Equal(204, (int)response.StatusCode);
    }

    /// <summary>The states of a function's containers, by their names.</summary>
    public static async Task<Dictionary<string, string>> ContainersAsync(this HttpClient agent, string function) =>
        (await agent.GetFromJsonAsync<JsonElement>("v1/containers")).EnumerateArray()
            .Where(container => container.GetProperty("function").GetString() == function)
            .ToDictionary(container => container.GetProperty("container").GetString()!, container => container.GetProperty("state").GetString()!);

    public static async Task<int> StopAsync(this HttpClient agent, string function)
    {
        using var response = await agent.PostAsync(new Uri($"v1/functions/{function}/stop", UriKind.Relative), null);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("stopped").GetInt32();
    }

    /// <summary>Waits for something that comes about by itself.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, Func<Task<string>> story)
    {
        for (var attempt = 0; !await condition(); attempt++)
        {
            Assert.True(attempt < 300, $"It never came to that:\n{await story()}");
            await Task.Delay(100);
        }
    }
}

sealed record AgentLease(string Lease, string Container, string Address, bool ColdStart);

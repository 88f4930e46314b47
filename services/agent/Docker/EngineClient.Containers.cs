using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Esb.Agent.Docker;

sealed partial class EngineClient
{
    /// <summary>Makes a container, which does not run yet; returns its id.</summary>
    public async Task<string> CreateAsync(string name, CreateContainer container, CancellationToken cancellationToken)
    {
        var path = $"/containers/create?name={Uri.EscapeDataString(name)}";
        using var response = await SendAsync(HttpMethod.Post, path, JsonContent.Create(container, EngineJson.Default.CreateContainer), cancellationToken);
        return (await ReadAsync(response, EngineJson.Default.CreatedContainer, path, cancellationToken)).Id;
    }

    /// <summary>Starts it; one that runs already stays as it is.</summary>
    public Task StartAsync(string container, CancellationToken cancellationToken) => PostAsync($"/containers/{container}/start", cancellationToken);

    /// <summary>Asks it to end, and kills it after <paramref name="grace"/> (whole seconds).</summary>
    public Task StopAsync(string container, TimeSpan grace, CancellationToken cancellationToken) =>
        PostAsync($"/containers/{container}/stop?t={(int)grace.TotalSeconds}", cancellationToken);

    /// <summary>Removes it with its anonymous volumes, killing it first where it runs; one that is gone already is fine.</summary>
    public async Task RemoveAsync(string container, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await SendAsync(HttpMethod.Delete, $"/containers/{container}?force=1&v=1", null, cancellationToken);
        }
        catch (EngineException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // 409: somebody else is removing it at this moment.
        }
    }

    /// <summary>State and addresses.</summary>
    public Task<ContainerDetails> InspectAsync(string container, CancellationToken cancellationToken) =>
        GetAsync($"/containers/{container}/json", EngineJson.Default.ContainerDetails, cancellationToken);

    /// <summary>All containers with these labels, running or not.</summary>
    public async Task<IReadOnlyList<ContainerSummary>> ListAsync(IEnumerable<string> labels, CancellationToken cancellationToken) =>
        await GetAsync($"/containers/json?all=1&filters={Filters(labels)}", EngineJson.Default.ContainerSummaryArray, cancellationToken);

    /// <summary>The image's id; null when the engine does not have it.</summary>
    public async Task<string?> ImageIdAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            return (await GetAsync($"/images/{reference}/json", EngineJson.Default.ImageDetails, cancellationToken)).Id;
        }
        catch (EngineException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The last lines of both outputs, in the order in which they were written.</summary>
    public async Task<string> LogTailAsync(string container, int lines, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, $"/containers/{container}/logs?stdout=1&stderr=1&tail={lines}", null, cancellationToken);
        return Encoding.UTF8.GetString(LogFrames.Payload(await response.Content.ReadAsByteArrayAsync(cancellationToken)));
    }

    /// <summary>Containers with these labels as they end; the stream breaks off with an <see cref="EngineException"/>.</summary>
    public async IAsyncEnumerable<ContainerEvent> EndsAsync(IEnumerable<string> labels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Get, await VersionedAsync($"/events?filters={Filters(labels, ("type", "container"), ("event", "die"))}", cancellationToken));
        using var response = await AnswerAsync(request, AnswerLimit, cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await LineAsync(reader, cancellationToken) is { } line)
            yield return JsonSerializer.Deserialize(line, EngineJson.Default.ContainerEvent) ?? throw new EngineException(null, "The engine sent an empty event");
    }

    async Task<string?> LineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new EngineException(null, $"The engine at {_endpoint.Text} broke off its events: {e.Message}", e);
        }
    }

    async Task PostAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, null, cancellationToken);
    }

    static string Filters(IEnumerable<string> labels, params (string Name, string Value)[] more)
    {
        var filters = more.ToDictionary(filter => filter.Name, filter => new[] { filter.Value });
        filters["label"] = [.. labels];
        return Uri.EscapeDataString(JsonSerializer.Serialize(filters, EngineJson.Default.DictionaryStringStringArray));
    }
}

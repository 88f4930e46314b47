using System.Text;
using System.Text.Json;
using BuildChain.Processes;

namespace BuildChain.Bake;

/// <summary>
/// The builder's own records of its builds (<c>docker buildx history</c>). Each question costs a process of 0.2 to 0.4 s, so only what is
/// not known otherwise is asked. Every answer may be missing: an old buildx, an engine that keeps no history, a record already removed.
/// </summary>
static class BuildHistory
{
    /// <param name="buildRef"><c>builder/node/id</c>, from the metadata file.</param>
    /// <returns>Null also for a record without steps: the engine has not written it whole yet.</returns>
    public static async Task<BuildRecord?> RecordAsync(BakePlan plan, string buildRef, CancellationToken cancellationToken)
        => await AskAsync(plan, ["logs", "--progress", "rawjson", Id(buildRef)], cancellationToken) is { } result
            && BuildRecord.Read(result.Error + "\n" + result.Output) is { Steps.Count: > 0 } record
                ? record
                : null;

    /// <summary>The first failed build of a run. Progress on a terminal cannot be read back; this can.</summary>
    public static async Task<BakeFailure?> FailureAsync(BakePlan plan, string run, CancellationToken cancellationToken)
    {
        var filter = new BuildxFeatures(plan.Docker.Buildx).HistoryFilter ? new[] { "--filter", "status=error" } : [];
        if (await AskAsync(plan, ["ls", "--format", "json", .. filter], cancellationToken) is not { } list)
            return null;
        var failed = list.Output.Split('\n').Select(Parse).OfType<JsonElement>()
            .Where(r => Text(r, "status") == "Error" && Text(r, "name").EndsWith("@" + run, StringComparison.Ordinal))
            .OrderBy(r => Text(r, "completed_at"), StringComparer.Ordinal)
            .ToList();
        // A build that was stopped because another one failed is in error too; its message says so.
        foreach (var record in failed)
        {
            var target = Text(record, "name")[..^(run.Length + 1)];
            if (await AskAsync(plan, ["inspect", "--format", "json", Id(Text(record, "ref"))], cancellationToken) is { } detail
                && Parse(detail.Output) is { } json && Text(json, "Status") != "canceled" && ReadFailure(target, json) is { } failure)
                return failure;
        }
        return null;
    }

    internal static BakeFailure? ReadFailure(string target, JsonElement inspected)
    {
        if (!inspected.TryGetProperty("Error", out var error) || Text(error, "Message").Contains("context canceled", StringComparison.Ordinal))
            return null;
        var source = Text(error, "Sources") is { Length: > 0 } base64 ? Encoding.UTF8.GetString(Convert.FromBase64String(base64)).Split('\n') : [];
        return new BakeFailure
        {
            Target = target,
            Step = Text(error, "Name") is { Length: > 0 } step ? step : null,
            Location = source.FirstOrDefault(line => line.Length > 0),
            Source = [.. source.Where(line => line.Contains(" | ", StringComparison.Ordinal))],
            Log = error.TryGetProperty("Logs", out var logs) ? [.. logs.EnumerateArray().Select(l => l.GetString() ?? "")] : [],
            Error = Text(error, "Message"),
        };
    }

    internal static JsonElement? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static async Task<ProcessResult?> AskAsync(BakePlan plan, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (!new BuildxFeatures(plan.Docker.Buildx).History)
            return null;
        var builder = plan.Request.Builder is { } name ? new[] { "--builder", name } : [];
        var result = await ProcessRunner.TryRunAsync(
            plan.Docker.CallBuildx([.. builder, "history", .. arguments]) with
            {
                WorkingDirectory = plan.Request.Root,
                Environment = plan.Docker.Environment,
            },
            cancellationToken);
        return result.Succeeded ? result : null;
    }

    static string Id(string buildRef) => buildRef[(buildRef.LastIndexOf('/') + 1)..];

    static string Text(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()! : "";
}

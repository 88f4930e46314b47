using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BuildChain.Bake;

/// <summary>The Dockerfile steps of one finished build, from <c>docker buildx history logs --progress rawjson</c>.</summary>
/// <param name="Duration">From the first start to the last end of anything in the build.</param>
public sealed partial record BuildRecord(IReadOnlyList<BuildStep> Steps, TimeSpan? Duration)
{
    /// <summary>Restamped when nothing ran but the copy of the version file; the metadata context is named <c>meta</c>.</summary>
    public BakeStatus Status
        => Steps.Where(s => s.Ran).ToList() is not { Count: > 0 } ran ? BakeStatus.Cached
            : ran.All(s => MetaCopy().IsMatch(s.Name)) ? BakeStatus.Restamped
            : BakeStatus.Built;

    /// <summary>That nothing ran, and the last step of a stage came from the cache: enough to know without the steps that are not in this record.</summary>
    public bool IsCached => !Steps.Any(s => s.Ran) && Steps.Any(s => s.Cached && LastStep().IsMatch(s.Name));

    /// <summary>With the steps of earlier attempts at the same build; the duration stays that of this one.</summary>
    public BuildRecord With(IEnumerable<BuildRecord> earlier) => this with { Steps = [.. Steps, .. earlier.SelectMany(record => record.Steps)] };

    /// <summary>Reads one JSON object per line; lines of another form are skipped.</summary>
    public static BuildRecord Read(string lines)
    {
        var steps = new Dictionary<string, BuildStep>(StringComparer.Ordinal);
        var metadata = new HashSet<string>(StringComparer.Ordinal);
        DateTimeOffset? first = null, last = null;
        foreach (var vertex in lines.Split('\n').Where(l => l.StartsWith('{')).SelectMany(Vertexes))
        {
            var (started, completed) = (Time(vertex, "started"), Time(vertex, "completed"));
            first = started < first || first is null ? started ?? first : first;
            last = completed > last || last is null ? completed ?? last : last;

            var (digest, name) = (Text(vertex, "digest"), Text(vertex, "name"));
            if (!DockerfileStep().IsMatch(name))
                continue;
            // What a copy takes from is its last input: the step of the target "meta", which is in this graph too where images are linked to it.
            if (MetaCopy().IsMatch(name) && Inputs(vertex) is [.., var source])
                metadata.Add(source);
            var known = steps.GetValueOrDefault(digest) ?? new BuildStep(name, Started: false, Cached: false);
            steps[digest] = known with
            {
                Started = known.Started || started is not null,
                Cached = known.Cached || (vertex.TryGetProperty("cached", out var cached) && cached.ValueKind == JsonValueKind.True),
            };
        }
        return new BuildRecord([.. steps.Where(step => !metadata.Contains(step.Key)).Select(step => step.Value)], last - first);
    }

    static IEnumerable<JsonElement> Vertexes(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.TryGetProperty("vertexes", out var vertexes) ? [.. vertexes.EnumerateArray().Select(v => v.Clone())] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    static string Text(JsonElement vertex, string name) => vertex.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    static string[] Inputs(JsonElement vertex)
        => vertex.TryGetProperty("inputs", out var inputs) && inputs.ValueKind == JsonValueKind.Array ? [.. inputs.EnumerateArray().Select(input => input.GetString() ?? "")] : [];

    static DateTimeOffset? Time(JsonElement vertex, string name)
        => DateTimeOffset.TryParse(Text(vertex, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    // "[2/4] COPY …", "[stage-0 2/4] RUN …", "[linux/arm64 build 2/4] RUN …". FROM is never counted as cached, whether it moved a byte or not.
    [GeneratedRegex(@"^\[(?:[^\]]+ )?\d+/\d+\] (?!FROM )", RegexOptions.CultureInvariant, 1000)]
    internal static partial Regex DockerfileStep();

    // "[4/4] …"
    [GeneratedRegex(@"^\[(?:[^\]]+ )?(?<step>\d+)/\k<step>\] ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LastStep();

    [GeneratedRegex(@"\] COPY (?:--\S+ )*--from=meta ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MetaCopy();
}

/// <summary>One step. Neither started nor cached: it was not needed, because a later step came from the cache.</summary>
public sealed record BuildStep(string Name, bool Started, bool Cached)
{
    public bool Ran => Started && !Cached;
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BuildChain.Bench.Reporting;

/// <summary>Where and when figures were measured.</summary>
/// <param name="Engine">Versions of engine and buildx; null when none was needed.</param>
sealed record BenchRun(DateTimeOffset Started, double Seconds, int Cores, string? Engine);

/// <summary>The figures as a program reads them.</summary>
/// <remarks>
/// <code>
/// { "schema": 1, "run": { "started", "seconds", "cores", "engine"? },     // ISO 8601
///   "figures": [{ "case", "compared", "ratio"?, "target"?, "reached"?, "note"?,
///                 "seconds"?: { "side": [per round] } }] }
/// </code>
/// </remarks>
static class BenchJson
{
    public static string Render(BenchRun run, IReadOnlyList<Figure> figures)
        => JsonSerializer.Serialize(
            new BenchDocument(1, run, [.. figures.Select(Document)]), BenchJsonContext.Readable.BenchDocument) + "\n";

    static FigureDocument Document(Figure figure) => new(
        figure.Case, figure.Compared, figure.Ratio is { } ratio ? Math.Round(ratio, 4) : null, figure.Goal?.ToString(), figure.Reached, figure.Note,
        figure.Samples?.Sides.ToDictionary(side => side.Key, side => (IReadOnlyList<double>)[.. side.Value.Select(value => Math.Round(value, 4))]));
}

sealed record BenchDocument(int Schema, BenchRun Run, IReadOnlyList<FigureDocument> Figures);

sealed record FigureDocument(
    string Case, string Compared, double? Ratio, string? Target, bool? Reached, string? Note,
    IReadOnlyDictionary<string, IReadOnlyList<double>>? Seconds);

[JsonSerializable(typeof(BenchDocument))]
sealed partial class BenchJsonContext : JsonSerializerContext
{
    /// <summary>Indented, and with ÷ and ≤ as they are.</summary>
    public static BenchJsonContext Readable { get; } = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

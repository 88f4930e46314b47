using System.Globalization;

namespace BuildChain.Bench.Reporting;

/// <summary>The figures as a person reads them.</summary>
static class BenchTable
{
    static readonly string[] Header = ["CASE", "COMPARED", "RATIO", "TARGET", "REACHED", "NOTE"];

    public static string Render(IReadOnlyList<Figure> figures) => TextTable.Render(Header, figures.Select(Row), 2);

    static string[] Row(Figure figure) =>
    [
        figure.Case,
        figure.Compared,
        figure.Ratio is { } ratio ? Number(ratio) : "-",
        figure.Goal?.ToString() ?? "-",
        figure.Reached switch { true => "yes", false => "NO", null => "-" },
        figure.Note ?? "",
    ];

    // Three digits that count: 0.004 and 12.3 rather than 0.00 and 12.30.
    static string Number(double ratio)
        => ratio.ToString(ratio switch { 0 => "0", < 0.1 => "0.000", < 10 => "0.00", _ => "0.0" }, CultureInfo.InvariantCulture);
}

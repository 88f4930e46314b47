using System.Globalization;
using System.Text;

namespace Esb.Gateway.Metrics;

/// <summary>Prometheus' text format, version 0.0.4.</summary>
sealed class MetricsText
{
    readonly StringBuilder _text = new();

    /// <summary>Begins a metric.</summary>
    /// <param name="type"><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</param>
    public MetricsText Metric(string name, string type, string help)
    {
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        return this;
    }

    /// <summary>One sample of it.</summary>
    public MetricsText Sample(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(name);
        for (var i = 0; i < labels.Length; i++)
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escaped(labels[i].Value)).Append('"');
        if (labels.Length > 0)
            _text.Append('}');
        _text.Append(CultureInfo.InvariantCulture, $" {value}\n");
        return this;
    }

    /// <summary>A metric of one sample.</summary>
    public MetricsText Single(string name, string type, string help, double value) => Metric(name, type, help).Sample(name, value);

    /// <summary>A histogram of one function.</summary>
    public void Histogram(string name, Histogram histogram, string function)
    {
        var (cumulative, sum) = histogram.Read();
        for (var i = 0; i < Metrics.Histogram.Bounds.Length; i++)
            Sample($"{name}_bucket", cumulative[i], ("function", function), ("le", Metrics.Histogram.Bounds[i].ToString(CultureInfo.InvariantCulture)));
        Sample($"{name}_bucket", cumulative[^1], ("function", function), ("le", "+Inf"));
        Sample($"{name}_sum", sum.TotalSeconds, ("function", function));
        Sample($"{name}_count", cumulative[^1], ("function", function));
    }

    public override string ToString() => _text.ToString();

    static string Escaped(string label) => label.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}

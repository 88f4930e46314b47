using System.Globalization;

namespace BuildChain.Bake;

/// <summary>Sizes and times as people read them.</summary>
static class HumanText
{
    /// <summary><c>512 B</c>, <c>1.5 MiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        for (; value >= 1024 && unit < units.Length - 1; unit++)
            value /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 ? value : Math.Round(value, 1)):0.#} {units[unit]}");
    }

    /// <summary>The largest whole unit: <c>40 s</c>, <c>5 min</c>, <c>3 h</c>, <c>2 d</c>.</summary>
    public static string Age(TimeSpan age)
        => age.TotalDays >= 2 ? $"{(int)age.TotalDays} d"
            : age.TotalHours >= 2 ? $"{(int)age.TotalHours} h"
            : age.TotalMinutes >= 2 ? $"{(int)age.TotalMinutes} min"
            : $"{Math.Max(0, (int)age.TotalSeconds)} s";

    /// <summary>Seconds to a tenth: <c>0.4s</c>, <c>75.0s</c>.</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0}s");
}

using System.Globalization;

namespace Esb.Common.Configuration;

/// <summary>One field of a cron expression: numbers, names, ranges <c>a-b</c>, lists <c>a,b</c>, steps <c>a/n</c>, and <c>*</c>.</summary>
/// <param name="names">Names of the numbers from the least on, such as JAN.</param>
sealed class CronField(string what, int least, int most, params string[] names)
{
    /// <summary>What the field selects; throws <see cref="FormatException"/>.</summary>
    public SortedSet<int> Values(string text) => [.. text.Split(',').SelectMany(Part)];

    /// <summary>A single number or name.</summary>
    public int Number(string text)
    {
        if (Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index)
            return least + index;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(text);
    }

    IEnumerable<int> Part(string text)
    {
        var (range, step) = text.Split('/') switch
        {
            [var whole] => (whole, 1),
            [var from, var every] => (from, Step(every)),
            _ => throw Wrong(text),
        };
        var (first, last) = range.Split('-') switch
        {
            ["*"] => (least, most),
            [var single] => (Number(single), range == text ? Number(single) : most),
            [var from, var to] => (Number(from), Number(to)),
            _ => throw Wrong(text),
        };
        // A weekend, FRI-MON, or a night, 22-2, goes around the end.
        var end = last >= first ? last : last + most - least + 1;
        for (var value = first; value <= end; value += step)
            yield return value <= most ? value : value - (most - least + 1);
    }

    int Step(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step is >= 1 and <= 10000 ? step : throw Wrong("/" + text);

    FormatException Wrong(string text) => new(
        $"'{text}' is nothing for the {what}: they are {least} to {most}{(names is [] ? "" : $" or {names[0]} to {names[^1]}")}, with , - * /");
}

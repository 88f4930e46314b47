using System.Text;

namespace BuildChain;

/// <summary>A plain text table: columns as wide as their widest cell, two spaces between, no trailing blanks, '\n' line ends.</summary>
public static class TextTable
{
    /// <param name="right">Indexes of the columns whose cells stand at the right: numbers and times.</param>
    public static string Render(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, params IReadOnlyList<int> right)
    {
        var lines = rows.Prepend(header).ToList();
        var widths = Enumerable.Range(0, header.Count).Select(column => lines.Max(line => line[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var cells = line.Select((cell, column) => right.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
        return text.ToString();
    }
}

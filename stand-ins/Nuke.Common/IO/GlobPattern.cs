using System.IO.Enumeration;

namespace Nuke.Common.IO;

/// <summary>One pattern, walked segment by segment; only directories that can match are read. Names come sorted.</summary>
sealed class GlobPattern(string pattern, bool ignoreCase)
{
    readonly string[] _segments = pattern.Split(PathConstruction.AllSeparators, StringSplitOptions.RemoveEmptyEntries);

    public IEnumerable<string> Find(string directory, bool files) => Find(directory, 0, files).Distinct();

    IEnumerable<string> Find(string directory, int index, bool files)
    {
        if (index == _segments.Length)
            return files ? [] : [directory];

        var segment = _segments[index];
        var last = index == _segments.Length - 1;
        if (segment == "**")
        {
            var here = last && files ? Entries(directory, files: true) : Find(directory, index + 1, files);
            return here.Concat(Entries(directory, files: false).SelectMany(x => Find(x, index, files)));
        }

        var matching = Entries(directory, last && files).Where(x => Alternatives(segment).Any(y => Matches(Path.GetFileName(x), y)));
        return last ? matching : matching.SelectMany(x => Find(x, index + 1, files));
    }

    static IEnumerable<string> Entries(string directory, bool files)
        => (files ? Directory.EnumerateFiles(directory) : Directory.EnumerateDirectories(directory)).Order(StringComparer.Ordinal);

    /// <summary><c>a{b,c}</c> is <c>ab</c> and <c>ac</c>.</summary>
    static IEnumerable<string> Alternatives(string segment)
    {
        var start = segment.IndexOf('{');
        var end = segment.IndexOf('}');
        return start < 0 || end < start
            ? [segment]
            : segment[(start + 1)..end].Split(',').SelectMany(x => Alternatives(segment[..start] + x + segment[(end + 1)..]));
    }

    bool Matches(ReadOnlySpan<char> name, ReadOnlySpan<char> segment)
    {
        var set = segment.IndexOf('[');
        var setEnd = segment.IndexOf(']');
        if (set < 0 || setEnd < set)
            return MatchesWildcards(name, segment);

        // Try every place for the one character that the set stands for.
        for (var i = 0; i < name.Length; i++)
        {
            if (segment[(set + 1)..setEnd].Contains(name[i])
                && MatchesWildcards(name[..i], segment[..set])
                && Matches(name[(i + 1)..], segment[(setEnd + 1)..]))
                return true;
        }

        return false;
    }

    bool MatchesWildcards(ReadOnlySpan<char> name, ReadOnlySpan<char> segment)
        => name.IsEmpty || segment.IsEmpty
            ? name.IsEmpty && segment.Trim('*').IsEmpty
            : FileSystemName.MatchesSimpleExpression(segment, name, ignoreCase);
}

namespace BuildChain.Engine.Debian;

/// <summary>Compares package versions as dpkg does (Debian Policy, 5.6.12): epoch, upstream version, revision.</summary>
static class DebianVersion
{
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    public static int Compare(string left, string right)
    {
        var (leftEpoch, leftUpstream, leftRevision) = Split(left);
        var (rightEpoch, rightUpstream, rightRevision) = Split(right);
        var epoch = ComparePart(leftEpoch, rightEpoch);
        var upstream = epoch != 0 ? epoch : ComparePart(leftUpstream, rightUpstream);
        return upstream != 0 ? upstream : ComparePart(leftRevision, rightRevision);
    }

    /// <summary>The version without epoch and revision: <c>2:1.8.9-2</c> gives <c>1.8.9</c>.</summary>
    public static string Upstream(string version) => Split(version).Upstream;

    /// <param name="relation">One of <c>&lt;&lt; &lt;= = &gt;= &gt;&gt;</c>, or empty when any version will do.</param>
    public static bool Satisfies(string version, string relation, string wanted) => relation switch
    {
        "" => true,
        "<<" => Compare(version, wanted) < 0,
        "<=" => Compare(version, wanted) <= 0,
        "=" => Compare(version, wanted) == 0,
        ">=" => Compare(version, wanted) >= 0,
        ">>" => Compare(version, wanted) > 0,
        _ => false,
    };

    static (string Epoch, string Upstream, string Revision) Split(string version)
    {
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var rest = version[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        return (colon < 0 ? "0" : version[..colon], dash < 0 ? rest : rest[..dash], dash < 0 ? "0" : rest[(dash + 1)..]);
    }

    // Text and number stretches alternate, text first.
    static int ComparePart(string left, string right)
    {
        var (i, j) = (0, 0);
        while (i < left.Length || j < right.Length)
        {
            while ((i < left.Length && !char.IsAsciiDigit(left[i])) || (j < right.Length && !char.IsAsciiDigit(right[j])))
            {
                var order = Weight(left, i) - Weight(right, j);
                if (order != 0)
                    return order;
                i++;
                j++;
            }

            var (leftNumber, rightNumber) = (Digits(left, ref i), Digits(right, ref j));
            var number = leftNumber.Length != rightNumber.Length
                ? leftNumber.Length - rightNumber.Length
                : string.CompareOrdinal(leftNumber, rightNumber);
            if (number != 0)
                return number;
        }

        return 0;
    }

    // A tilde sorts before the end, the end before letters, letters before everything else.
    static int Weight(string text, int index)
        => index >= text.Length || char.IsAsciiDigit(text[index]) ? 0
            : text[index] == '~' ? -1
            : char.IsAsciiLetter(text[index]) ? text[index]
            : text[index] + 256;

    static string Digits(string text, ref int index)
    {
        var start = index;
        while (index < text.Length && char.IsAsciiDigit(text[index]))
            index++;
        return text[start..index].TrimStart('0');
    }
}

using System.Text.RegularExpressions;

namespace Esb.Common.Configuration;

/// <summary>What a segment of a route's path matches.</summary>
public enum SegmentKind
{
    /// <summary>Itself.</summary>
    Literal,

    /// <summary><c>{name}</c>: one segment that is not empty.</summary>
    Parameter,

    /// <summary><c>{name+}</c>: the rest of the path, at least one segment.</summary>
    Greedy,
}

/// <summary>The grammar of route paths, as API Gateway has it.</summary>
public static partial class RoutePath
{
    /// <summary>The kind of one segment.</summary>
    public static SegmentKind KindOf(string segment) =>
        segment is not ['{', .., '}'] ? SegmentKind.Literal : segment[^2] == '+' ? SegmentKind.Greedy : SegmentKind.Parameter;

    /// <summary>The name in a segment that is not literal.</summary>
    public static string NameOf(string segment) => segment.Trim('{', '}', '+');

    /// <summary>What is wrong with a path, after a colon; null when nothing is.</summary>
    public static string? Problem(string path)
    {
        if (path == RouteConfiguration.CatchAll)
            return null;
        if (!path.StartsWith('/'))
            return "it must start with '/', or be $default";
        var segments = path[1..].Split('/');
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < segments.Length; i++)
        {
            if (SegmentProblem(segments[i], isLast: i == segments.Length - 1, names) is { } problem)
                return problem;
        }
        return null;
    }

    static string? SegmentProblem(string segment, bool isLast, HashSet<string> names)
    {
        var kind = KindOf(segment);
        if (kind == SegmentKind.Literal)
            return segment.IndexOfAny(['{', '}', '?', '#']) >= 0 ? $"'{segment}' must be a text, {{name}} or {{name+}}" : null;
        var name = NameOf(segment);
        if (!ParameterName.IsMatch(name))
            return $"'{segment}' must have a name of letters, digits, '.', '_', ':' and '-'";
        if (kind == SegmentKind.Greedy && !isLast)
            return $"'{segment}' matches the rest of the path, so it must be the last segment";
        return names.Add(name) ? null : $"the parameter '{name}' is there twice";
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]+\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ParameterName { get; }
}

namespace BuildChain.Functions;

/// <summary>The paths of routes, by API Gateway's rules.</summary>
static class RoutePath
{
    const string Others = "._~:!$&()*+,;=@-";
    public const string CatchAll = "$default";

    public const string Accepted =
        "/, /users/{id}, /files/{proxy+}: segments of letters, digits and . _ ~ : ! $ & ( ) * + , ; = @ -, or a name in braces, with '+' in the last.";

    public static bool IsLegal(string path)
    {
        if (path.Length > 1024 || !path.StartsWith('/'))
            return false;

        var segments = path.TrimEnd('/').Split('/')[1..];
        var names = segments.Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}', '+')).ToList();
        return segments.Select((segment, index) => IsSegment(segment, index == segments.Length - 1)).All(legal => legal)
            && !path.EndsWith("//", StringComparison.Ordinal)
            && names.Distinct(StringComparer.Ordinal).Count() == names.Count;
    }

    static bool IsSegment(string segment, bool isLast)
    {
        if (!segment.StartsWith('{'))
            return segment is not ("" or "." or "..") && segment.All(c => char.IsAsciiLetterOrDigit(c) || Others.Contains(c));

        var name = segment.EndsWith("+}", StringComparison.Ordinal) && isLast ? segment[1..^2] : segment.EndsWith('}') ? segment[1..^1] : "";
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
    }
}

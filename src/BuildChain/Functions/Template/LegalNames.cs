using BuildChain.Images;

namespace BuildChain.Functions;

/// <summary>The forms of names, here and in AWS.</summary>
static class LegalNames
{
    public const int LongestFunction = 64;

    public const string FunctionForm =
        "1 to 64 letters, digits, '-' and '_', beginning and ending with a letter or digit: it becomes part of an image name.";

    public const string BucketForm = "3 to 63 of a-z 0-9 . -, beginning and ending with a letter or digit, without '..'.";

    public const string TableForm = "3 to 255 letters, digits, '_', '.' and '-'.";

    // Images of the chain itself: a function's image, esb-<name>, would take their place.
    static readonly HashSet<string> OwnImages =
    [
        "agent-containerd", "agent-docker", "gateway-containerd", "gateway-docker", "lambda-base", "meta", "os-base", "provisioner", "python-base",
        "registry", "runtime-node-containerd",
    ];

    /// <summary>Whether the name can be an image's name and a bake target's when it is in lower case.</summary>
    public static bool IsFunction(string name)
        => name.Length is > 0 and <= LongestFunction
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            && ImageReference.TryParse(name.ToLowerInvariant()) is not null;

    public static bool IsOwnImage(string name) => OwnImages.Contains(name);

    /// <summary>Amazon S3's rule for general purpose buckets.</summary>
    public static bool IsBucket(string name)
        => name.Length is >= 3 and <= 63
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-')
            && char.IsAsciiLetterOrDigit(name[0])
            && char.IsAsciiLetterOrDigit(name[^1])
            && !name.Contains("..", StringComparison.Ordinal);

    /// <summary>DynamoDB's rule, for indexes too. A name of dots alone would be a path.</summary>
    public static bool IsTable(string name)
        => name.Length is >= 3 and <= 255 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-') && name.Trim('.').Length > 0;

    /// <summary>Layers, aliases: letters, digits, '-' and '_'.</summary>
    public static bool IsSimple(string name) => name.Length is > 0 and <= 140 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static bool IsVariable(string name)
        => name.Length is > 0 and <= 255 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Whether a text is nothing but text to a shell, to Docker and to a terminal: for paths.</summary>
    public static bool IsPlain(string text)
        => text.Length > 0
            && !text.Any(c => ShownText.IsInvisible(c) || c is '"' or '\'' or '`' or '\\')
            && !text.Contains("${", StringComparison.Ordinal);
}

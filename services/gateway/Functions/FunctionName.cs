using System.Text.RegularExpressions;

namespace Esb.Gateway.Functions;

/// <summary>How callers name a function: <c>name</c>, <c>name:qualifier</c>, <c>account:function:name</c>, or an ARN.</summary>
/// <remarks>There is one version of a function: every qualifier means it. docs.aws.amazon.com/lambda/latest/api/API_Invoke.html</remarks>
static partial class FunctionName
{
    /// <summary>The bare name, or null when the text names no function.</summary>
    public static string? Parse(string text) => Form.Match(text) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>Whether a text may be a version or alias.</summary>
    public static bool IsQualifier(string text) => Qualifier.IsMatch(text);

    /// <summary>The ARN of a function here.</summary>
    public static string Arn(string region, string function) => $"arn:aws:lambda:{region}:{GatewaySettings.Account}:function:{function}";

    [GeneratedRegex(
        @"\A((arn:[a-z0-9-]+:lambda:)?([a-z0-9-]+:)?(\d{12}:)?function:)?(?<name>[A-Za-z0-9_-]{1,64})(:(\$LATEST|[A-Za-z0-9_-]{1,128}))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form { get; }

    [GeneratedRegex(@"\A(\$LATEST|[A-Za-z0-9_-]{1,128})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Qualifier { get; }
}

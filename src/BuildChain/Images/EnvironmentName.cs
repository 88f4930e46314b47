namespace BuildChain.Images;

/// <summary>
/// Names an environment, such as <c>default</c> or <c>e2e-docker</c>. It becomes part of labels, folder names and compose projects, so it
/// follows the strictest of them: compose's project names.
/// </summary>
public static class EnvironmentName
{
    public const string Rule = "1 to 40 of a-z 0-9 - _, the first a letter or digit";

    /// <exception cref="BuildChainException">Not such a name.</exception>
    public static string Parse(string text, string source)
        => text.Length is > 0 and <= 40 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')
            ? text
            : throw new BuildChainException($"{source}: '{text}' is not an environment name. It is {Rule}.");
}

namespace BuildChain.Images;

/// <summary>
/// Names an environment, such as <c>default</c> or <c>e2e-docker</c>. It becomes part of labels, folder names and compose projects, so it
/// follows the strictest of them: compose's project names.
/// </summary>
public static class EnvironmentName
{
    public const string Rule = "1 to 40 of a-z 0-9 - _, the first a letter or digit";

    /// <summary>Folders of <c>.esb</c> that belong to no environment: an environment's own is <c>.esb/&lt;env&gt;</c>.</summary>
    public static IReadOnlyList<string> Reserved { get; } = ["bake", "buildx-cache", "certs", "meta", "publish", "stage", "test-servers"];

    /// <exception cref="BuildChainException">Not such a name, or the name of a folder that all environments share.</exception>
    public static string Parse(string text, string source)
        => !IsLegal(text) ? throw new BuildChainException($"{source}: '{text}' is not an environment name. It is {Rule}.")
            : Reserved.Contains(text, StringComparer.Ordinal) ? throw new BuildChainException(
                $"{source}: '{text}' cannot be an environment: {BrandNames.Folder}/{text} is a folder of the build itself. Taken are: {string.Join(", ", Reserved)}.",
                $"Give another name, such as {text}-env")
            : text;

    /// <summary>A compose project, which follows the same rule and has no folder.</summary>
    /// <exception cref="BuildChainException">Compose would not take it.</exception>
    public static string ParseProject(string text, string source)
        => IsLegal(text) ? text : throw new BuildChainException($"{source}: '{text}' is not a project name. It is {Rule}.");

    static bool IsLegal(string text)
        => text.Length is > 0 and <= 40 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}

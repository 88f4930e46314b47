using System.Text.RegularExpressions;

namespace BuildChain.Branding;

/// <summary>A template of one generated file. Its path below the templates' folder is the file's path in the tree.</summary>
/// <param name="Path">Relative to either, with '/'.</param>
public sealed partial record BrandTemplate(string Path, string Text)
{
    /// <summary>Where templates are, relative to the root.</summary>
    public const string Folder = "tools/branding/templates";

    /// <summary>The template's own path, relative to the root.</summary>
    public string Source => $"{Folder}/{Path}";

    /// <summary>All templates of a tree, by path.</summary>
    /// <exception cref="BuildChainException">There are none.</exception>
    public static IReadOnlyList<BrandTemplate> ReadAll(string root)
    {
        var folder = System.IO.Path.Combine(root, Folder);
        if (!Directory.Exists(folder))
            throw new BuildChainException($"{folder} does not exist: there are no templates to render.", "git checkout -- tools/branding");
        return [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(file => new BrandTemplate(System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/'), Lines.Unified(File.ReadAllText(file))))
            .OrderBy(template => template.Path, StringComparer.Ordinal)];
    }

    /// <summary>The generated file's text.</summary>
    /// <exception cref="BuildChainException">A placeholder that does not exist.</exception>
    public string Render(BrandSpec brand)
    {
        var lines = Lines.Of(Text);
        return string.Join('\n', lines.Select((line, index) => Placeholder().Replace(line, match => Value(match.Groups["name"].Value, brand, index + 1))));
    }

    /// <summary>A line of a generated file as its template has it: the brand's names become placeholders again.</summary>
    public static string Generalise(string line, BrandSpec brand)
        => Word(brand.Slug).Replace(Word(brand.EnvPrefix).Replace(line, "{{ENV_PREFIX}}"), "{{SLUG}}");

    string Value(string name, BrandSpec brand, int line)
        => name switch
        {
            "SLUG" => brand.Slug,
            "CLI_NAME" => brand.CliName,
            "ENV_PREFIX" => brand.EnvPrefix,
            _ => throw new BuildChainException(
                $"{Source}:{line}: there is no placeholder {{{{{name}}}}}. Known are: {NearestName.Describe(name, ["SLUG", "CLI_NAME", "ENV_PREFIX"])}"),
        };

    // An underscore ends the prefix of a variable, and joins other names: esb_total is no brand's.
    static Regex Word(string name) => new(
        char.IsUpper(name[0]) ? $"(?<![A-Za-z0-9]){name}(?![A-Za-z0-9])" : $"(?<![A-Za-z0-9_]){name}(?![A-Za-z0-9_])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"\{\{(?<name>[A-Z][A-Z0-9_]*)\}\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholder();
}

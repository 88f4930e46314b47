using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using BuildChain.Functions;

namespace BuildChain.Branding;

/// <summary>A brand: what the generated files are rendered for.</summary>
/// <param name="Slug">Prefix of image names, projects, networks; lower case, 2 to 16 characters.</param>
/// <param name="CliName">What people call it.</param>
/// <param name="EnvPrefix">Prefix of environment variables, without its '_'.</param>
public sealed partial record BrandSpec(string Slug, string CliName, string EnvPrefix)
{
    /// <summary>Says which brand a tree is of, relative to its root.</summary>
    public const string FileName = "tools/branding/brand.json";

    /// <summary>A brand by its slug; the other names follow from it.</summary>
    /// <exception cref="BuildChainException">Names that image names or variables cannot have.</exception>
    public static BrandSpec Create(string slug, string? cliName = null, string? envPrefix = null)
        => Checked(slug, cliName, envPrefix, ("--brand", "--cli-name", "--env-prefix"));

    static BrandSpec Checked(string slug, string? cliName, string? envPrefix, (string Slug, string CliName, string EnvPrefix) places)
    {
        if (!SlugForm().IsMatch(slug))
            throw new BuildChainException(
                $"{places.Slug}: '{slug}' cannot be a brand: image names, projects and labels start with it.", "Give 2 to 16 lower-case letters and digits, a letter first, such as acme");
        var name = cliName is { Length: > 0 } ? cliName : slug;
        if (!NameForm().IsMatch(name))
            throw new BuildChainException(
                $"{places.CliName}: {name.Quoted()} cannot be a name: it stands in the build's own source code.", "Leave out quotation marks, backslashes and control characters, as in Acme Box");
        var prefix = envPrefix ?? slug.ToUpperInvariant();
        return PrefixForm().IsMatch(prefix)
            ? new BrandSpec(slug, name, prefix)
            : throw new BuildChainException($"{places.EnvPrefix}: '{prefix}' cannot be the prefix of environment variables.", "Give 2 to 16 upper-case letters and digits, a letter first, such as ACME");
    }

    /// <summary>The brand of the tree below the root.</summary>
    /// <exception cref="BuildChainException">No such file, or not its content.</exception>
    public static BrandSpec Read(string root)
    {
        var file = Path.Combine(root, FileName);
        if (!File.Exists(file))
            throw new BuildChainException($"{FileName} is missing in {root}: nothing says which brand this tree is of.", "git checkout -- tools/branding");
        try
        {
            var read = JsonSerializer.Deserialize(File.ReadAllText(file), BrandJson.Default.BrandSpec);
            return Checked(read?.Slug ?? "", read?.CliName, read?.EnvPrefix, ($"{file}: slug", $"{file}: cliName", $"{file}: envPrefix"));
        }
        catch (JsonException e)
        {
            throw new BuildChainException($"{file}:{e.LineNumber + 1}: {e.Message.Split(" Path:")[0]}", "Its form is { \"slug\": \"esb\", \"cliName\": \"esb\", \"envPrefix\": \"ESB\" }", e);
        }
    }

    /// <summary>The content of <see cref="FileName"/>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, BrandJson.Default.BrandSpec) + "\n";

    [GeneratedRegex("^[a-z][a-z0-9]{1,15}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SlugForm();

    // What C# takes as it is in a text.
    [GeneratedRegex(@"^[^""\\\p{Cc}\p{Zl}\p{Zp}]+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameForm();

    [GeneratedRegex("^[A-Z][A-Z0-9]{1,15}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PrefixForm();
}

[JsonSourceGenerationOptions(WriteIndented = true, IndentSize = 2, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BrandSpec))]
sealed partial class BrandJson : JsonSerializerContext;

namespace BuildChain.Bake;

/// <summary>
/// Template escapes of bake files. In HCL and in JSON alike, buildx fills in <c>${…}</c> and <c>%{…}</c> within every text value;
/// a value that is to stay as it is doubles the first character.
/// </summary>
public static class HclText
{
    public static string Escape(string text)
        => text.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    public static string Unescape(string text)
        => text.Replace("$${", "${", StringComparison.Ordinal).Replace("%%{", "%{", StringComparison.Ordinal);
}

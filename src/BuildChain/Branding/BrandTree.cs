namespace BuildChain.Branding;

/// <summary>The generated files of a tree.</summary>
public static class BrandTree
{
    /// <summary>Renders every template for the brand and makes the tree one of that brand. What is right already is not written.</summary>
    /// <returns>The files that were written, relative to the root.</returns>
    public static IReadOnlyList<string> Render(string root, BrandSpec brand)
    {
        // All of them first: an unknown placeholder must not leave half a tree.
        var files = BrandTemplate.ReadAll(root)
            .Select(template => (template.Path, Text: template.Render(brand), Mode: Mode(Path.Combine(root, template.Source))))
            .Append((Path: BrandSpec.FileName, Text: brand.ToJson(), Mode: AtomicFile.Readable))
            .ToList();
        return [.. files.Where(file => Write(Path.Combine(root, file.Path), file.Text, file.Mode)).Select(file => file.Path)];
    }

    /// <summary>The generated files that were edited by hand, are missing, or were not rendered since their template changed.</summary>
    public static IReadOnlyList<BrandDrift> Drift(string root)
    {
        var brand = BrandSpec.Read(root);
        return [.. BrandTemplate.ReadAll(root)
            .Select(template => new BrandDrift(template, template.Render(brand), Text(Path.Combine(root, template.Path))))
            .Where(drift => drift.Actual != drift.Expected)];
    }

    /// <exception cref="BuildChainException">Some generated file is not what its template gives; the message has the difference.</exception>
    public static void EnsureSound(IReadOnlyList<BrandDrift> drift)
    {
        if (drift.Count > 0)
        {
            throw new BuildChainException(
                $"Generated files differ from their templates:\n{string.Concat(drift.Select(file => file.Describe()))}",
                $"Edit {drift[0].Template.Source}:{drift[0].Line} and run ./build.sh Brand, or take edits of the generated files over: ./build.sh Brand --adopt");
        }
    }

    /// <summary>Takes edits of generated files over into their templates.</summary>
    /// <returns>The templates that were written, relative to the root.</returns>
    public static IReadOnlyList<string> Adopt(string root)
    {
        var brand = BrandSpec.Read(root);
        var adopted = Drift(root).Where(drift => drift.Actual is not null).Select(drift => drift.Adopt(brand)).ToList();
        return [.. adopted.Where(template => Write(Path.Combine(root, template.Source), template.Text, Mode(Path.Combine(root, template.Source)))).Select(template => template.Source)];
    }

    static string? Text(string file) => File.Exists(file) ? Lines.Unified(File.ReadAllText(file)) : null;

    static bool Write(string file, string text, UnixFileMode mode)
    {
        if (Text(file) == text)
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.Write(file, text, mode);
        return true;
    }

    static UnixFileMode Mode(string template)
        => !OperatingSystem.IsWindows() && File.GetUnixFileMode(template).HasFlag(UnixFileMode.UserExecute) ? AtomicFile.Executable : AtomicFile.Readable;
}

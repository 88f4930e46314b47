using System.Text.RegularExpressions;

namespace BuildChain.Bake;

/// <summary>
/// Copies of bake files for a buildx that does not know how variables are described and checked (before 0.19): the same lines at the same
/// numbers, <c>description</c> and <c>validation</c> left blank.
/// </summary>
static partial class OlderBakeFiles
{
    const string Folder = $"{BrandNames.Folder}/bake/older";

    /// <summary>The request itself where buildx reads the files as they are.</summary>
    public static BakeRequest For(BakeRequest request, DockerCli docker)
        => new BuildxFeatures(docker.Buildx).VariableChecks ? request : request with { Files = [.. request.Files.Select(f => Copy(request.Root, f))] };

    /// <summary>A message about a copy, told of the file that people know.</summary>
    public static string Original(string message) => message.Replace(Folder + "/", "", StringComparison.Ordinal);

    /// <summary>Blanks <c>description</c> and <c>validation</c> in every block <c>variable</c>.</summary>
    public static string WithoutChecks(string hcl)
    {
        var lines = hcl.Split('\n');
        var (depth, inCheck) = (0, false);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var isVariable = depth > 0 || Variable().IsMatch(line);
            inCheck = inCheck || (depth == 1 && Validation().IsMatch(line));
            if (inCheck || (depth == 1 && Description().IsMatch(line)))
                lines[i] = "";
            if (isVariable)
                depth += Braces(line);
            inCheck = inCheck && depth > 1;
        }
        return string.Join('\n', lines);
    }

    static string Copy(string root, string file)
    {
        var source = Path.Combine(root, file);
        if (!file.EndsWith(".hcl", StringComparison.OrdinalIgnoreCase) || !File.Exists(source))
            return file;
        var original = File.ReadAllText(source);
        var text = WithoutChecks(original);
        if (text == original)
            return file;
        var copy = $"{Folder}/{Path.GetFileName(file)}";
        var target = Path.Combine(root, copy);
        if (File.Exists(target) && File.ReadAllText(target) == text)
            return copy;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        AtomicFile.Write(target, text);
        return copy;
    }

    /// <summary>Opening less closing braces, those in texts and comments not counted.</summary>
    static int Braces(string line)
    {
        var code = TextOrComment().Replace(line, "");
        return code.Count(c => c == '{') - code.Count(c => c == '}');
    }

    [GeneratedRegex("""^\s*variable\s+"[^"]*"\s*\{""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*validation\s*\{", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Validation();

    [GeneratedRegex(@"^\s*description\s*=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Description();

    [GeneratedRegex("""\"(?:[^"\\]|\\.)*\"|(?:#|//).*$""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TextOrComment();
}

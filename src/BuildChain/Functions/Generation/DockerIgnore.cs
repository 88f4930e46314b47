using System.Text;
using System.Text.RegularExpressions;

namespace BuildChain.Functions.Generation;

/// <summary>
/// The patterns of a <c>.dockerignore</c>, by the rules of Docker's documentation: <c>*</c>, <c>?</c> and <c>[…]</c> within a name, <c>**</c>
/// across names, <c>!</c> takes back, the last pattern that matches a path or a folder above it decides.
/// </summary>
sealed class DockerIgnore
{
    public const string FileName = ".dockerignore";

    static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    readonly List<(Regex Path, bool TakesBack)> patterns;

    DockerIgnore(IEnumerable<string> lines)
        => patterns = [.. lines.Select(Parse).OfType<(Regex, bool)>()];

    /// <summary>Whether a path below an ignored folder may still be taken back.</summary>
    public bool TakesBack => patterns.Exists(pattern => pattern.TakesBack);

    /// <summary>What no function needs, and then the folder's own file if it has one.</summary>
    /// <remarks>Compiled Python carries the time of its source: a test run on the developer's machine would change the image.</remarks>
    public static DockerIgnore Of(string directory)
    {
        var own = Path.Combine(directory, FileName);
        return Read([.. Always, .. File.Exists(own) ? File.ReadAllLines(own) : []]);
    }

    static readonly string[] Always = [FileName, "**/.git", "**/__pycache__"];

    public static DockerIgnore Read(params IEnumerable<string> lines) => new(lines);

    /// <param name="path">Relative to the folder of the file, with '/' between.</param>
    public bool Ignores(string path)
    {
        var ignored = false;
        foreach (var (pattern, takesBack) in patterns)
        {
            if (ignored == takesBack && WithParents(path).Any(pattern.IsMatch))
                ignored = !takesBack;
        }
        return ignored;
    }

    static IEnumerable<string> WithParents(string path)
    {
        yield return path;
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            yield return path[..slash];
    }

    static (Regex Path, bool TakesBack)? Parse(string line)
    {
        if (line.StartsWith('#'))
            return null;
        var text = line.Trim();
        var takesBack = text.StartsWith('!');
        var pattern = Clean(takesBack ? text[1..].Trim() : text);
        return pattern.Length == 0 ? null : (new Regex(Translate(pattern), RegexOptions.CultureInvariant | RegexOptions.Singleline, Limit), takesBack);
    }

    /// <summary>As Go's <c>filepath.Clean</c>, with neither a '/' nor a way out at its start.</summary>
    static string Clean(string pattern)
    {
        var parts = new List<string>();
        foreach (var part in pattern.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }
        return string.Join('/', parts);
    }

    static string Translate(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest.StartsWith("**/"))
                (_, i) = (regex.Append("(?:.*/)?"), i + 2);
            else if (rest.StartsWith("**"))
                (_, i) = (regex.Append(".*"), i + 1);
            else if (pattern[i] == '*')
                regex.Append("[^/]*");
            else if (pattern[i] == '?')
                regex.Append("[^/]");
            else if (pattern[i] == '[' && pattern.IndexOf(']', i + 1) is var end and > 0)
                (_, i) = (regex.Append(Class(pattern[(i + 1)..end])), end);
            else if (pattern[i] == '\\' && i + 1 < pattern.Length)
                regex.Append(Regex.Escape(pattern[++i].ToString()));
            else
                regex.Append(Regex.Escape(pattern[i].ToString()));
        }
        return regex.Append(@"\z").ToString();
    }

    /// <summary>The inside of <c>[…]</c>: '^' at its start excludes, '-' makes a range; nothing else means anything.</summary>
    static string Class(string characters)
    {
        var excludes = characters.StartsWith('^');
        var inside = string.Concat((excludes ? characters[1..] : characters).Select(c => c is '[' or ']' or '\\' or '^' ? $@"\{c}" : c.ToString()));
        return excludes ? $"[^/{inside}]" : $"[{inside}]";
    }
}

using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Esb.Agent.Containers;

/// <summary>
/// Names of function containers, <c>&lt;project&gt;-fn-&lt;function&gt;-&lt;8 hex digits&gt;</c>; at most 63 characters, since a name is
/// a host name too.
/// </summary>
static partial class ContainerNames
{
    const int LongestProject = 32, Longest = 63;

    /// <summary>A name that no container of this or another stack has.</summary>
    public static string New(string project, string function) =>
        Join(Readable(project, LongestProject), function, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));

    static string Join(string project, string function, string unique) =>
        $"{project}-fn-{Readable(function, Longest - project.Length - unique.Length - "-fn--".Length)}-{unique}";

    static string Readable(string text, int longest)
    {
        var name = Unusual().Replace(text, "-");
        return name.Length <= longest ? name : name[..longest];
    }

    [GeneratedRegex("[^A-Za-z0-9_.-]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unusual();
}

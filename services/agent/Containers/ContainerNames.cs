using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Esb.Agent.Containers;

/// <summary>Names of function containers: <c>&lt;project&gt;-fn-&lt;function&gt;-&lt;8 hex digits&gt;</c>.</summary>
static partial class ContainerNames
{
    // Both engines take more; a name is also a host name's source and a line in tables.
    const int LongestFunction = 40;

    /// <summary>A name that no container of this or another stack has.</summary>
    public static string New(string project, string function) =>
        $"{project}-fn-{Readable(function)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    static string Readable(string function)
    {
        var name = Unusual().Replace(function, "-");
        return name.Length <= LongestFunction ? name : name[..LongestFunction];
    }

    [GeneratedRegex("[^A-Za-z0-9_.-]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unusual();
}

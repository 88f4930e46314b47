namespace Nuke.Common.Execution;

/// <summary>Parameter names as typed: <c>CamelHump</c> is <c>camel-hump</c>; product names such as NuGet stay in one piece.</summary>
static class DashedName
{
    static readonly string[] s_wholeWords =
    [
        "DotNet", "GitHub", "GitVersion", "MSBuild", "NuGet", "ReSharper", "AppVeyor", "TeamCity", "GitLab", "SignPath", "JetBrains",
    ];

    public static string Of(string name)
    {
        var result = new System.Text.StringBuilder(name.Length + 8);
        var afterLower = false;
        var wholeWordEnd = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var isHump = afterLower && char.IsUpper(name[i]);
            afterLower = char.IsLower(name[i]) && !isHump;

            var wholeWord = i >= wholeWordEnd ? WholeWordAt(name, i) : 0;
            if (wholeWord > 0)
                wholeWordEnd = i + wholeWord - 1;

            if (i > 0 && (wholeWord > 0 || isHump && i > wholeWordEnd))
                result.Append('-');
            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }

    // Longest first is not needed: two of the words never start at one place.
    static int WholeWordAt(string name, int index)
    {
        foreach (var word in s_wholeWords)
        {
            if (string.Compare(name, index, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
                return word.Length;
        }

        return 0;
    }
}

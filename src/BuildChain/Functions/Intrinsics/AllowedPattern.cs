using System.Diagnostics;
using System.Text.RegularExpressions;

namespace BuildChain.Functions.Intrinsics;

/// <summary>Matches values with a template's own regular expressions, which may be slow on purpose: all of them together have a second.</summary>
sealed class AllowedPattern
{
    const int LongestPattern = 1000;
    static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan Together = TimeSpan.FromSeconds(1);
    readonly Stopwatch spent = new();

    /// <summary>Whether the whole value matches; null when .NET does not know the expression or it takes too long.</summary>
    public bool? Matches(string value, string pattern)
    {
        if (pattern.Length > LongestPattern || spent.Elapsed > Together)
            return null;

        spent.Start();
        try
        {
            return Regex.IsMatch(value, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, Longest);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
        finally
        {
            spent.Stop();
        }
    }
}

using System.Text;

namespace BuildChain.Components.Reporting;

/// <summary>
/// Standard output, kept for a text that somebody asked for in another form than a table: <c>--format json | jq</c>. NUKE writes its own lines to
/// <see cref="Console.Out"/>; they go to standard error then.
/// </summary>
static class StandardOutput
{
    static TextWriter? kept;

    /// <summary>Before NUKE has written anything.</summary>
    public static void Keep()
    {
        // In UTF-8 whatever the terminal has: it is for programs.
        kept = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
        Console.SetOut(Console.Error);
    }

    public static void Show(string text)
    {
        if (kept is null)
            BuildReporter.Block(text);
        else
            kept.Write(text);
    }
}

using System.Text;

namespace BuildChain.Components.Reporting;

/// <summary>
/// Lets a build go on whose terminal is closed: writing there fails (<c>EIO</c>) from then on, and a line that nobody reads is no reason to leave
/// a stack behind. A pipe that nobody reads is no error in .NET.
/// </summary>
static class LostTerminal
{
    public static void Survive()
    {
        if (OperatingSystem.IsWindows())
            return;
        // NUKE sets it too, which makes a new writer where none was set.
        Console.OutputEncoding = Encoding.UTF8;
        Console.SetOut(new Writer(Console.Out));
        Console.SetError(new Writer(Console.Error));
    }

    internal sealed class Writer(TextWriter console) : TextWriter
    {
        public override Encoding Encoding => console.Encoding;

        public override void Write(char value) => Try(() => console.Write(value));

        public override void Write(string? value) => Try(() => console.Write(value));

        public override void Write(char[] buffer, int index, int count) => Try(() => console.Write(buffer, index, count));

        public override void WriteLine(string? value) => Try(() => console.WriteLine(value));

        public override void Flush() => Try(console.Flush);

        static void Try(Action write)
        {
            try
            {
                write();
            }
            catch (IOException)
            {
                // Logs and reports are in files.
            }
        }
    }
}

using System.Text;
using BuildChain.Components.Reporting;

namespace BuildChain.Components.Tests.Reporting;

public class LostTerminalTests
{
    [Fact]
    public void What_cannot_be_written_is_no_failure()
    {
        using var writer = new LostTerminal.Writer(new Closed());

        writer.Write('c');
        writer.Write("text");
        writer.Write(['c'], 0, 1);
        writer.WriteLine("line");
        writer.WriteLine($"{1} line");
        writer.Flush();
    }

    [Fact]
    public void What_can_be_written_is()
    {
        using var console = new StringWriter();
        using var writer = new LostTerminal.Writer(console);

        writer.Write('a');
        writer.Write("b");
        writer.Write(['c'], 0, 1);
        writer.WriteLine("d");

        Assert.Equal($"abcd{Environment.NewLine}", console.ToString());
    }

    sealed class Closed : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("Input/output error");

        public override void Flush() => throw new IOException("Input/output error");
    }
}

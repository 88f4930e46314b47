using System.Text;
using System.Text.Json;
using Esb.Common.Logging;

namespace Esb.Tests;

public sealed class JsonLinesTests : IDisposable
{
    readonly MemoryStream _output = new();

    public void Dispose() => _output.Dispose();

    string Text => Encoding.UTF8.GetString(_output.ToArray());

    ILogger Logger() => new JsonLinesProvider(new JsonLines("gateway", _output, new Clock())).CreateLogger("certificate");

    [Fact]
    public void A_line_has_its_fields_in_a_fixed_order()
    {
        Logger().LogWarning("no {File} in \"{Directory}\" {Count}", "server.crt", "/app/certs", 2);

        Assert.Equal(
            """{"timestamp":"2025-01-31T12:00:00.250Z","level":"warning","service":"gateway","category":"certificate","message":"no server.crt in \"/app/certs\" 2","file":"server.crt","directory":"/app/certs","count":2}""" + "\n",
            Text);
    }

    [Fact]
    public void A_field_of_the_event_never_hides_one_of_the_line()
    {
        Logger().LogInformation("{Message} {Level}", "mine", "mine");

        using var line = JsonDocument.Parse(Text);
        Assert.Equal("info", line.RootElement.GetProperty("level").GetString());
        Assert.Equal(5, line.RootElement.EnumerateObject().Count());
    }

    [Fact]
    public void Line_ends_and_exceptions_stay_in_one_line()
    {
        Logger().LogError(new InvalidOperationException("first\nsecond"), "a\nb");

        Assert.Equal(1, Text.Count(character => character == '\n'));
        using var line = JsonDocument.Parse(Text);
        Assert.Equal("a\nb", line.RootElement.GetProperty("message").GetString());
        Assert.Contains("first\nsecond", line.RootElement.GetProperty("exception").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_many_threads_do_not_mix()
    {
        var logger = Logger();

        Parallel.For(0, 500, number => logger.LogInformation("{Number} {Text}", number, new string('x', 200)));

        Assert.Equal(500, Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            using var entry = JsonDocument.Parse(line);
            return entry.RootElement.GetProperty("number").GetInt32();
        }).Distinct().Count());
    }

    sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2025, 1, 31, 12, 0, 0, 250, TimeSpan.Zero);
    }
}

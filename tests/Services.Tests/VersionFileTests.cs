using System.Text;
using Esb.Common;

namespace Esb.Tests;

public sealed class VersionFileTests : IDisposable
{
    readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    VersionFile Read(string content)
    {
        File.WriteAllText(_path, content);
        return VersionFile.Read(_path);
    }

    [Fact]
    public void The_content_is_kept_byte_for_byte()
    {
        const string content = "{ \"version\" : \"1.2.3\",\n  \"commit\": \"abc\" }\n";

        var version = Read(content);

        Assert.Equal(content, Encoding.UTF8.GetString(version.Content.Span));
        Assert.Equal(("1.2.3", "abc"), (version.Version, version.Commit));
        Assert.Null(version.Problem);
    }

    [Fact]
    public void A_missing_file_is_a_problem_to_show()
    {
        File.Delete(_path);

        Assert.Contains(_path, VersionFile.Read(_path).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    public void Anything_but_a_json_object_is_a_problem_to_show(string content)
    {
        var version = Read(content);

        Assert.NotNull(version.Problem);
        Assert.Equal("unknown", version.Version);
    }
}

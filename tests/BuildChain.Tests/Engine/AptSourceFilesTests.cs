using BuildChain.Engine.Debian;

namespace BuildChain.Tests.Engine;

public sealed class AptSourceFilesTests
{
    [Fact]
    public void A_one_line_source_is_read_with_its_options()
    {
        var source = Assert.Single(AptSourceFiles.ParseList(
            "# comment\ndeb [arch=amd64,arm64 signed-by=/usr/share/keyrings/a.gpg check-valid-until=no] http://mirror.example/debian bookworm main contrib # end\n"));

        Assert.Equal(["http://mirror.example/debian"], source.Uris);
        Assert.Equal(["bookworm"], source.Suites);
        Assert.Equal(["main", "contrib"], source.Components);
        Assert.Equal("amd64 arm64", source.Options["Architectures"]);
        Assert.Equal("/usr/share/keyrings/a.gpg", source.Options["Signed-By"]);
        Assert.Equal("no", source.Options["Check-Valid-Until"]);
    }

    [Theory]
    [InlineData("deb-src http://mirror.example/debian bookworm main")]
    [InlineData("#deb http://mirror.example/debian bookworm main")]
    [InlineData("")]
    public void Lines_that_are_no_binary_source_are_left_out(string line)
        => Assert.Empty(AptSourceFiles.ParseList(line));

    [Fact]
    public void A_deb822_source_keeps_an_embedded_key()
    {
        var source = Assert.Single(AptSourceFiles.ParseSources("""
            Types: deb deb-src
            # the mirror next door
            URIs: http://mirror.example/debian
            Suites: bookworm bookworm-updates
            Components: main
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             .
             abc
             -----END PGP PUBLIC KEY BLOCK-----

            Types: deb
            URIs: http://mirror.example/other
            Suites: bookworm
            Components: main
            Enabled: no
            """));

        Assert.Equal(["bookworm", "bookworm-updates"], source.Suites);
        Assert.Contains("\n abc\n", source.Options["Signed-By"], StringComparison.Ordinal);
        Assert.Contains("Signed-By: \n -----BEGIN", Deb822.Write([source.ToParagraph()]), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_kinds_of_file_are_read_and_others_are_not()
    {
        using var apt = new TemporaryDirectory();
        apt.Write("sources.list", "deb http://a.example/debian bookworm main\n");
        apt.Write("sources.list.d/b.list", "deb http://b.example/debian bookworm main\n");
        apt.Write("sources.list.d/c.sources", "Types: deb\nURIs: http://c.example/debian\nSuites: bookworm\nComponents: main\n");
        apt.Write("sources.list.d/d.list.disabled", "deb http://d.example/debian bookworm main\n");

        Assert.Equal(
            ["http://a.example/debian", "http://b.example/debian", "http://c.example/debian"],
            AptSourceFiles.ReadAll(apt.Path).SelectMany(source => source.Uris));
    }

    [Fact]
    public void Credentials_are_not_shown()
        => Assert.Equal(
            "https://mirror.example/debian bookworm",
            new AptSource(["https://user:secret@mirror.example/debian"], ["bookworm"], ["main"]).ToString());
}

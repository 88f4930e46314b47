using BuildChain.Engine.Debian;

namespace BuildChain.Tests.Engine;

public sealed class AptSourcesTests
{
    static readonly AptSource Main = new(["http://mirror.example/debian"], ["bookworm", "bookworm-updates"], ["main", "contrib"])
    {
        Options = new Dictionary<string, string> { ["Signed-By"] = "/usr/share/keyrings/debian-archive-keyring.gpg" },
    };

    static readonly AptSource Security = new(["http://mirror.example/debian-security"], ["bookworm-security"], ["main"]);
    static readonly AptSource Foreign = new(["https://other.example/apt"], ["nodistro"], ["main"]);

    [Fact]
    public void Only_the_sources_of_the_release_count()
        => Assert.Equal([Main.Uris[0], Security.Uris[0]], AptSources.OfRelease([Main, Foreign, Security], "bookworm").SelectMany(source => source.Uris));

    [Fact]
    public void Newer_suites_come_from_the_same_mirror_with_the_same_key()
    {
        var added = AptSources.WithSuites([Main, Security], ["stable", "testing"])[^1];

        Assert.Equal(Main.Uris, added.Uris);
        Assert.Equal(["stable", "testing"], added.Suites);
        Assert.Equal(["main"], added.Components);
        Assert.Equal(Main.Options["Signed-By"], added.Options["Signed-By"]);
    }

    [Fact]
    public void A_security_archive_is_no_mirror_of_other_suites()
        => Assert.Single(AptSources.WithSuites([Main, Security], ["testing"]), source => source.Suites.Contains("testing"));

    [Fact]
    public void Another_release_has_the_same_pockets()
        => Assert.Equal(
            ["trixie", "trixie-updates", "trixie-security"],
            AptSources.ForRelease([Main, Security], "trixie").SelectMany(source => source.Suites));

    [AptFact]
    public async Task Of_sources_renamed_to_another_release_those_count_whose_lists_came()
    {
        using var directory = new TemporaryDirectory();
        foreach (var architecture in new[] { "amd64", "arm64" })
            directory.Write($"debian/dists/bookworm/main/binary-{architecture}/Packages", "Package: a\nVersion: 1\nArchitecture: all\nFilename: a.deb\nSize: 1\n\n");
        directory.Write("cli/dists/stable/main/binary-amd64/Packages", "Package: cli\nVersion: 1\nArchitecture: all\nFilename: b.deb\nSize: 1\n\n");
        directory.Write("apt/sources.list", $"""
            deb [trusted=yes] file:{directory.Path}/debian trixie trixie-updates main
            deb [trusted=yes] file:{directory.Path}/cli stable main
            """);
        var sources = AptSources.ForRelease(AptSources.OfRelease(AptSourceFiles.ReadAll(directory.Combine("apt")), "trixie"), "bookworm");
        var apt = new AptSession(directory.Combine("session"), sources, null) { AptDirectory = directory.Combine("apt") };
        await apt.UpdateAsync(default);

        var arrived = Assert.Single(await apt.ArrivedAsync(default));

        Assert.Equal(2, sources.Count);
        Assert.Equal([$"file:{directory.Path}/debian"], arrived.Uris);
        Assert.Equal(["bookworm"], arrived.Suites);
        Assert.Equal("yes", arrived.Options["Trusted"]);
    }

    [Theory]
    [InlineData("ID=debian\nVERSION_CODENAME=bookworm\n", "debian", "bookworm")]
    [InlineData("PRETTY_NAME=\"x\"\nID=\"ubuntu\"\nVERSION_CODENAME='noble'\n", "ubuntu", "noble")]
    [InlineData("ID=arch\n", "arch", "")]
    public void The_release_of_the_machine_is_read(string text, string id, string codename)
        => Assert.Equal(new HostRelease(id, codename), HostRelease.Parse(text));
}

using BuildChain.Publishing;
using BuildChain.Tests.Cache;
using TestProcess;

namespace BuildChain.Tests.Publishing;

public sealed class PublishedServiceTests : IDisposable
{
    readonly TemporaryDirectory root = new TemporaryDirectory().Write("services/a/Program.cs", "1").Write("services/a/bin/out", "1").Write("publish/a/a.dll", "dll");
    readonly PublishedService service = new("a", "services/a", "global.json");

    public PublishedServiceTests() => service.Complete(Folder, service.Fingerprint(root.Path));

    string Folder => root.At("publish");

    bool IsCurrent => service.IsCurrent(root.Path, Folder);

    public void Dispose() => root.Dispose();

    [Fact]
    public void What_was_published_of_these_inputs_is_current() => Assert.True(IsCurrent);

    [Theory]
    [InlineData("services/a/Program.cs", "22")]
    [InlineData("services/a/New.cs", "")]
    [InlineData("global.json", "{}")]
    [InlineData("publish/a/a.dll", "")]
    [InlineData("publish/a/more.dll", "x")]
    public void A_changed_input_or_result_makes_it_stale(string file, string content)
    {
        root.Write(file, content);

        Assert.False(IsCurrent);
    }

    [Fact]
    public void A_removed_result_makes_it_stale()
    {
        File.Delete(root.At("publish/a/a.dll"));

        Assert.False(IsCurrent);
    }

    [Fact]
    public void A_link_that_leads_around_in_circles_is_not_followed()
    {
        Directory.CreateSymbolicLink(root.At("services/a/around"), ".");

        Assert.NotEmpty(InputFingerprint.Of(root.Path, ["services/a"]));
        Assert.NotEmpty(InputFingerprint.OfAll(root.Path, ["services/a"]));
    }

    [Fact]
    public void What_the_compiler_writes_does_not()
    {
        root.Write("services/a/bin/out", "2").Write("services/a/obj/x", "2");

        Assert.True(IsCurrent);
    }

    [Fact]
    public void Half_published_is_not_current()
    {
        service.Begin(Folder);

        Assert.False(IsCurrent);
    }

    [MountFact]
    public async Task Without_room_for_a_service_nothing_is_begun()
    {
        await using var disk = await Tmpfs.MountAsync(root.At("small"), "1m");

        var e = Assert.Throws<BuildChainException>(() => PublishedService.EnsureSpace(root.At("small"), [service]));

        Assert.StartsWith($"Not enough space in {root.At("small")} for the services: 1,048,576 bytes", e.Message, StringComparison.Ordinal);
        PublishedService.EnsureSpace(root.At("small"), []);
    }
}

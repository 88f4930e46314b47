using BuildChain.Engine;
using BuildChain.Engine.Debian;

namespace BuildChain.Tests.Engine;

public sealed class DiskSpaceTests : IDisposable
{
    readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Too_little_space_is_said_with_path_and_numbers()
    {
        Assert.Null(DiskSpace.Problem("/srv", 1_200_000_000, 1_200_000_000, "the engine"));
        Assert.Equal(
            "Not enough space in /srv for the engine: 5,000,000 bytes (5 MB) are free, 1,200,000,000 bytes (1,200 MB) are needed.",
            DiskSpace.Problem("/srv", 5_000_000, 1_200_000_000, "the engine"));
    }

    [Theory]
    [InlineData("dpkg-deb: error: failed to write (No space left on device)", true)]
    [InlineData("E: You don't have enough free space in /x/archives/.", true)]
    [InlineData("E: Unable to fetch some archives", false)]
    public void A_full_disk_is_recognised_in_what_programs_say(string text, bool full)
        => Assert.Equal(full, DiskSpace.RanOut(new IOException("outer", new IOException(text))));

    [Fact]
    public async Task An_apt_that_stands_still_is_ended()
    {
        if (OperatingSystem.IsWindows())
            return;
        var program = directory.Write("apt-get", "#!/bin/sh\necho 'Get:1 something'\nexec sleep 600\n", executable: true);
        var apt = new AptSession(directory.Combine("apt"), [], null)
        {
            AptDirectory = directory.Combine("none"), Program = program, Patience = TimeSpan.FromSeconds(1),
        };

        var failure = await Assert.ThrowsAsync<EngineException>(() => apt.UpdateAsync(default));

        Assert.Contains("'apt-get update' printed and wrote nothing for 1 s", failure.Message, StringComparison.Ordinal);
    }
}

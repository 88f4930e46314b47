using BuildChain.Engine.Roots;

namespace BuildChain.Tests.Engine;

public sealed class RootImageReferenceTests
{
    [Theory]
    [InlineData("debian:bookworm-slim", "bookworm", true)]
    [InlineData("debian:trixie", "trixie", false)]
    [InlineData("docker.io/library/debian:bookworm-slim", "bookworm", true)]
    public void Debians_images_name_a_suite(string reference, string suite, bool slim)
        => Assert.Equal(new RootImageReference(reference, suite, slim), RootImageReference.TryParse(reference));

    [Theory]
    [InlineData("debian")]
    [InlineData("debian:12")]
    [InlineData("ubuntu:noble")]
    [InlineData("registry.example/debian:bookworm-slim")]
    [InlineData("debian:bookworm-backports-x")]
    public void Others_cannot_be_made_from_packages(string reference) => Assert.Null(RootImageReference.TryParse(reference));

    [Theory]
    [InlineData("tmpfs /dev/shm tmpfs rw,nosuid,nodev 0 0", true)]
    [InlineData("shm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=65536k 0 0", false)]
    [InlineData("/dev/vda / ext4 rw 0 0", false)]
    public void Shared_memory_serves_when_programs_may_run_there(string mounts, bool expected)
        => Assert.Equal(expected, WorkPlace.AllowsPrograms([mounts]));
}

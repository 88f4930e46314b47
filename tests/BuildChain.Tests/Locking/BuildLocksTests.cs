using BuildChain.Locking;

namespace BuildChain.Tests.Locking;

public class BuildLocksTests
{
    [Theory]
    [InlineData("/home/e", "/home/x", "/home/e/.cache/staging/.lock-bake")]
    [InlineData("", "/home/x", "/home/x/esb/staging/.lock-bake")]
    [InlineData(null, null, "~/.esb/.cache/staging/.lock-bake")]
    public void The_directory_follows_the_environment(string? home, string? xdg, string expected)
    {
        var locks = BuildLocks.Default(name => name switch { "ESB_HOME" => home, "XDG_CACHE_HOME" => xdg, _ => null });
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Equal(Path.GetFullPath(expected.Replace("~", user, StringComparison.Ordinal)), locks.Path(BuildLock.Bake));
    }

    [Fact]
    public async Task Each_lock_is_its_own()
    {
        var directory = Directory.CreateTempSubdirectory("esb-locks-");
        var locks = new BuildLocks(Path.Combine(directory.FullName, "new", "staging"));
        using (await locks.AcquireAsync(BuildLock.Meta))
        using (await locks.AcquireAsync(BuildLock.Bake))
        {
            Assert.Equal([".lock-bake", ".lock-meta"],
                Directory.GetFiles(locks.Directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_named()
    {
        var file = Path.GetTempFileName();
        var locks = new BuildLocks(Path.Combine(file, "staging"));

        var failure = await Assert.ThrowsAsync<BuildChainException>(() => locks.AcquireAsync(BuildLock.Meta));

        Assert.Contains(locks.Directory, failure.Message, StringComparison.Ordinal);
        Assert.Contains("ESB_HOME", failure.Remedy, StringComparison.Ordinal);
        File.Delete(file);
    }
}

using BuildChain.Engine;

namespace BuildChain.Tests.Engine;

public sealed class PluginVersionsTests : IDisposable
{
    readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_plugin_is_asked_once_until_its_file_changes()
    {
        if (OperatingSystem.IsWindows())
            return;
        var asked = directory.Combine("asked");
        var versions = new PluginVersions(directory.Combine("state/plugins.json"));
        var plugin = Plugin("1.2.3", asked);

        Assert.Equal("1.2.3", await versions.GetAsync(plugin, default));
        Assert.Equal("1.2.3", await versions.GetAsync(plugin, default));
        Assert.Single(await File.ReadAllLinesAsync(asked));

        Assert.Equal("1.2.4-longer", await versions.GetAsync(Plugin("1.2.4-longer", asked), default));
    }

    [Fact]
    public async Task A_file_that_is_no_plugin_has_no_version()
    {
        if (OperatingSystem.IsWindows())
            return;
        var program = directory.Write("program", "#!/bin/sh\necho hello\n", executable: true);

        Assert.Null(await new PluginVersions(directory.Combine("plugins.json")).GetAsync(program, default));
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_has_no_version()
    {
        if (OperatingSystem.IsWindows())
            return;
        var link = directory.Combine("docker-buildx");
        File.CreateSymbolicLink(link, directory.Combine("gone"));
        var versions = new PluginVersions(directory.Combine("plugins.json"));

        Assert.Null(await versions.GetAsync(link, default));
        Assert.Null(await versions.GetAsync(directory.Combine("never-there"), default));
    }

    string Plugin(string version, string asked)
        => directory.Write("docker-buildx", $"#!/bin/sh\necho x >> {asked}\necho '{{\"Version\":\"{version}\"}}'\n", executable: true);
}

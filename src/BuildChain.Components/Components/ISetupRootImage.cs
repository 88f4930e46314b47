using BuildChain.Components.Reporting;
using BuildChain.Engine;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>The Debian image that everything is built upon: present, pullable, or bootstrapped from Debian packages.</summary>
public interface ISetupRootImage : ISetupEngine
{
    internal const string DefaultOsRootImage = "debian:bookworm-slim";

    // NUKE finds the variable OS_ROOT_IMAGE by the member's name.
    [Parameter($"Root image of every other. Default: OS_ROOT_IMAGE, else '{DefaultOsRootImage}'")]
    string OsRootImage => TryGetValue(() => OsRootImage) ?? DefaultOsRootImage;

    Target SetupRootImage => _ => _
        .Description("Makes the root image available; bootstraps it where no registry answers")
        .DependsOn(SetupEngine)
        .Executes(async () => await EnsureRootImageAsync());

    async Task EnsureRootImageAsync()
    {
        // sudo drops the variable.
        var command = $"./build.sh SetupRootImage --os-root-image {OsRootImage}";
        await RootImages.EnsureAsync(await ConnectAsync(), new RootImageRequest(OsRootImage) { LockTimeout = Locks.Timeout, Command = command }, BuildReporter.Engine);
    }
}

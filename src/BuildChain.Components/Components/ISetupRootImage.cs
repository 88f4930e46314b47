using BuildChain.Components.Reporting;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>The Debian image that everything is built upon: present, pullable, or bootstrapped from Debian packages.</summary>
public interface ISetupRootImage : ISetupEngine
{
    [Parameter("Root image of every other. Default: OS_ROOT_IMAGE, else 'debian:bookworm-slim'")]
    string OsRootImage => TryGetValue(() => OsRootImage) ?? "debian:bookworm-slim";

    Target SetupRootImage => _ => _
        .Description("Makes the root image available; bootstraps it where no registry answers")
        .DependsOn(SetupEngine)
        .Executes(() =>
        {
        });
}

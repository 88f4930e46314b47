using Nuke.Common;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;

namespace Nuke.Components;

public interface IRestore : IHazSolution
{
    Target Restore => _ => _.Executes(RunRestore);

    /// <summary>What the component sets; <see cref="RestoreSettings"/> is for the build to add to or replace.</summary>
    sealed Configure<DotNetRestoreSettings> RestoreSettingsBase
        => options => options.SetIgnoreFailedSources(IgnoreFailedSources).SetProjectFile(Solution);

    Configure<DotNetRestoreSettings> RestoreSettings => options => options;

    [Parameter("Ignore unreachable sources during " + nameof(Restore))]
    bool IgnoreFailedSources => TryGetValue<bool?>(() => IgnoreFailedSources) is true;

    private void RunRestore() => DotNetTasks.DotNetRestore(RestoreSettings(RestoreSettingsBase(new DotNetRestoreSettings())));
}

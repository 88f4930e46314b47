using Nuke.Common;
using Nuke.Common.ProjectModel;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;

namespace Nuke.Components;

public interface ICompile : IRestore, IHazConfiguration
{
    Target Compile => _ => _.DependsOn(Restore).WhenSkipped(DependencyBehavior.Skip).Executes(RunBuild, RunPublish);

    /// <summary>What the component sets; <see cref="CompileSettings"/> is for the build to add to or replace.</summary>
    sealed Configure<DotNetBuildSettings> CompileSettingsBase => options =>
    {
        options = options.SetProjectFile(Solution).SetConfiguration(Configuration);
        if (IsServerBuild)
            options = options.EnableContinuousIntegrationBuild();
        return options.SetNoRestore(SucceededTargets.Contains(Restore));
    };

    /// <inheritdoc cref="CompileSettingsBase"/>
    sealed Configure<DotNetPublishSettings> PublishSettingsBase => options =>
    {
        options = options.SetConfiguration(Configuration).EnableNoBuild().EnableNoLogo();
        return IsServerBuild ? options.EnableContinuousIntegrationBuild() : options;
    };

    Configure<DotNetBuildSettings> CompileSettings => options => options;

    Configure<DotNetPublishSettings> PublishSettings => options => options;

    /// <summary>Published right after compiling; none unless the build overrides it.</summary>
    IEnumerable<(Project Project, string Framework)> PublishConfigurations => [];

    int PublishDegreeOfParallelism => 10;

    private void RunBuild() => DotNetTasks.DotNetBuild(CompileSettings(CompileSettingsBase(new DotNetBuildSettings())));

    private void RunPublish()
        => DotNetTasks.DotNetPublish(
            first => PublishConfigurations
                .Select(wanted => PublishSettings(PublishSettingsBase(first)).SetProject(wanted.Project).SetFramework(wanted.Framework))
                .ToArray(),
            PublishDegreeOfParallelism);
}

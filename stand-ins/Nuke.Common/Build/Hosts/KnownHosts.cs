using Nuke.Common.CI.AppVeyor;
using Nuke.Common.CI.AzurePipelines;
using Nuke.Common.CI.Bamboo;
using Nuke.Common.CI.Bitbucket;
using Nuke.Common.CI.Bitrise;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.CI.GitLab;
using Nuke.Common.CI.Jenkins;
using Nuke.Common.CI.SpaceAutomation;
using Nuke.Common.CI.TeamCity;
using Nuke.Common.CI.TravisCI;

namespace Nuke.Common.Execution;

/// <summary>All hosts, in the order in which they are looked for. (NUKE also finds those of other assemblies.)</summary>
static class KnownHosts
{
    static readonly (Type Type, Func<bool> IsRunning, Func<Host> Create)[] s_hosts =
    [
        (typeof(AppVeyor), () => Exists("APPVEYOR"), () => new AppVeyor()),
        (typeof(AzurePipelines), () => Exists("TF_BUILD"), () => new AzurePipelines()),
        (typeof(Bamboo), () => Exists("bamboo_planKey"), () => new Bamboo()),
        (typeof(Bitbucket), () => Exists("BITBUCKET_PIPELINE_UUID"), () => new Bitbucket()),
        (typeof(Bitrise), () => Exists("BITRISE_BUILD_URL"), () => new Bitrise()),
        (typeof(GitHubActions), () => Exists("GITHUB_ACTIONS"), () => new GitHubActions()),
        (typeof(GitLab), () => Exists("GITLAB_CI"), () => new GitLab()),
        (typeof(Jenkins), () => Exists("JENKINS_HOME"), () => new Jenkins()),
        (typeof(SpaceAutomation), () => Exists("JB_SPACE_PROJECT_KEY"), () => new SpaceAutomation()),
        (typeof(TeamCity), () => Exists("TEAMCITY_VERSION"), () => new TeamCity()),
        (typeof(TravisCI), () => Exists("TRAVIS"), () => new TravisCI()),
        (typeof(Rider), () => Rider.IsRunningRider, () => new Rider()),
        (typeof(VSCode), () => VSCode.IsRunningVSCode, () => new VSCode()),
        (typeof(VisualStudio), () => VisualStudio.IsRunningVisualStudio, () => new VisualStudio()),
        (typeof(Terminal), () => true, () => new Terminal()),
    ];

    public static IEnumerable<string> Names => s_hosts.Select(x => x.Type.Name);

    public static Host Detect() => Array.Find(s_hosts, x => x.IsRunning()).Create();

    /// <summary>The host whose full name ends with <paramref name="name"/>.</summary>
    public static Host Create(string name)
    {
        var matches = s_hosts.Where(x => x.Type.FullName!.EndsWith(name, StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.HasSingleItem(matches);
        return matches[0].Create();
    }

    public static bool Exists(string variable) => Environment.GetEnvironmentVariable(variable) != null;

    public static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    public static bool Contains(string variable, string text)
        => Environment.GetEnvironmentVariable(variable)?.Contains(text, StringComparison.OrdinalIgnoreCase) ?? false;
}

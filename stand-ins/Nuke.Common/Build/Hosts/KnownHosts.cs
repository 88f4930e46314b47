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
    static readonly Known[] s_hosts =
    [
        new(typeof(AppVeyor), () => Exists("APPVEYOR"), () => new AppVeyor()),
        new(typeof(AzurePipelines), () => Exists("TF_BUILD"), () => new AzurePipelines()),
        new(typeof(Bamboo), () => Exists("bamboo_planKey"), () => new Bamboo()),
        new(typeof(Bitbucket), () => Exists("BITBUCKET_PIPELINE_UUID"), () => new Bitbucket()),
        new(typeof(Bitrise), () => Exists("BITRISE_BUILD_URL"), () => new Bitrise()),
        new(typeof(GitHubActions), () => Exists("GITHUB_ACTIONS"), () => new GitHubActions()),
        new(typeof(GitLab), () => Exists("GITLAB_CI"), () => new GitLab()),
        new(typeof(Jenkins), () => Exists("JENKINS_HOME"), () => new Jenkins()),
        new(typeof(SpaceAutomation), () => Exists("JB_SPACE_PROJECT_KEY"), () => new SpaceAutomation()),
        new(typeof(TeamCity), () => Exists("TEAMCITY_VERSION"), () => new TeamCity()),
        new(typeof(TravisCI), () => Exists("TRAVIS"), () => new TravisCI()),
        new(typeof(Rider), () => Rider.IsRunningRider, () => new Rider()),
        new(typeof(VSCode), () => VSCode.IsRunningVSCode, () => new VSCode()),
        new(typeof(VisualStudio), () => VisualStudio.IsRunningVisualStudio, () => new VisualStudio()),
        new(typeof(Terminal), () => true, () => new Terminal()),
    ];

    sealed record Known(Type Type, Func<bool> IsRunning, Func<Host> Create);

    public static IEnumerable<string> Names => s_hosts.Select(x => x.Type.Name);

    public static Host Detect() => Array.Find(s_hosts, x => x.IsRunning()).Create();

    /// <summary>The host whose full name ends with <paramref name="name"/>.</summary>
    public static Host Create(string name)
    {
        var matches = s_hosts.Where(x => x.Type.FullName!.EndsWith(name, StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.HasSingleItem(matches);
        return matches[0].Create();
    }

    static bool Exists(string variable) => Environment.GetEnvironmentVariable(variable) != null;

    public static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    public static bool Contains(string variable, string text)
        => Environment.GetEnvironmentVariable(variable)?.Contains(text, StringComparison.OrdinalIgnoreCase) ?? false;
}

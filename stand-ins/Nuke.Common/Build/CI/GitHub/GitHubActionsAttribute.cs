using Nuke.Common.CI.GitHubActions.Configuration;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Utilities;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>A workflow in <c>.github/workflows</c>: its triggers, permissions and concurrency. Jobs come from a derived class.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class GitHubActionsAttribute(string name, GitHubActionsImage image, params GitHubActionsImage[] images) : ConfigurationAttributeBase
{
    readonly string _name = name.Replace(' ', '_');

    public override string IdPostfix => _name;
    public override Type HostType => typeof(GitHubActions);
    public override AbsolutePath ConfigurationFile => Build.RootDirectory / ".github" / "workflows" / $"{_name}.yml";
    public override IEnumerable<AbsolutePath> GeneratedFiles => [ConfigurationFile];

    public override IEnumerable<string> RelevantTargetNames => InvokedTargets;
    public override IEnumerable<string> IrrelevantTargetNames => [];

    public GitHubActionsTrigger[] On { get; set; } = [];
    public string[] OnPushBranches { get; set; } = [];
    public string[] OnPushBranchesIgnore { get; set; } = [];
    public string[] OnPushTags { get; set; } = [];
    public string[] OnPushTagsIgnore { get; set; } = [];
    public string[] OnPushIncludePaths { get; set; } = [];
    public string[] OnPushExcludePaths { get; set; } = [];
    public string[] OnPullRequestBranches { get; set; } = [];
    public string[] OnPullRequestTags { get; set; } = [];
    public string[] OnPullRequestIncludePaths { get; set; } = [];
    public string[] OnPullRequestExcludePaths { get; set; } = [];
    public string[] OnWorkflowDispatchOptionalInputs { get; set; } = [];
    public string[] OnWorkflowDispatchRequiredInputs { get; set; } = [];
    public string OnCronSchedule { get; set; }

    public GitHubActionsPermissions[] WritePermissions { get; set; } = [];
    public GitHubActionsPermissions[] ReadPermissions { get; set; } = [];

    public string ConcurrencyGroup { get; set; }
    public bool ConcurrencyCancelInProgress { get; set; }

    public string[] InvokedTargets { get; set; } = [];

    public override CustomFileWriter CreateWriter(StreamWriter streamWriter) => new(streamWriter, indentationFactor: 2, commentPrefix: "#");

    public override ConfigurationEntity GetConfiguration(IReadOnlyCollection<ExecutableTarget> relevantTargets)
    {
        var triggers = GetTriggers().ToArray();
        Assert.True(On.Length == 0 != (triggers.Length == 0), $"Workflows define either the short trigger '{nameof(On)}' or detailed ones, '{nameof(On)}…'");
        return new GitHubActionsConfiguration
        {
            Name = _name,
            ShortTriggers = On,
            DetailedTriggers = triggers,
            Permissions = [.. WritePermissions.Select(x => (x, "write")), .. ReadPermissions.Select(x => (x, "read"))],
            ConcurrencyGroup = ConcurrencyGroup,
            ConcurrencyCancelInProgress = ConcurrencyCancelInProgress,
            Jobs = [.. images.Prepend(image).Select(x => GetJobs(x, relevantTargets))],
        };
    }

    protected virtual GitHubActionsJob GetJobs(GitHubActionsImage image, IReadOnlyCollection<ExecutableTarget> relevantTargets)
        => throw new NotSupportedException("The stand-in for Nuke.Common writes the jobs of a derived attribute only; NUKE's own come with the package");

    protected virtual IEnumerable<GitHubActionsDetailedTrigger> GetTriggers()
    {
        string[][] push = [OnPushBranches, OnPushBranchesIgnore, OnPushTags, OnPushTagsIgnore, OnPushIncludePaths, OnPushExcludePaths];
        if (Array.Exists(push, x => x.Length > 0))
        {
            yield return new GitHubActionsVcsTrigger
            {
                Kind = GitHubActionsTrigger.Push,
                Branches = OnPushBranches,
                BranchesIgnore = OnPushBranchesIgnore,
                Tags = OnPushTags,
                TagsIgnore = OnPushTagsIgnore,
                IncludePaths = OnPushIncludePaths,
                ExcludePaths = OnPushExcludePaths,
            };
        }

        string[][] pullRequest = [OnPullRequestBranches, OnPullRequestTags, OnPullRequestIncludePaths, OnPullRequestExcludePaths];
        if (Array.Exists(pullRequest, x => x.Length > 0))
        {
            yield return new GitHubActionsVcsTrigger
            {
                Kind = GitHubActionsTrigger.PullRequest,
                Branches = OnPullRequestBranches,
                BranchesIgnore = [],
                Tags = OnPullRequestTags,
                TagsIgnore = [],
                IncludePaths = OnPullRequestIncludePaths,
                ExcludePaths = OnPullRequestExcludePaths,
            };
        }

        if (OnWorkflowDispatchOptionalInputs.Length + OnWorkflowDispatchRequiredInputs.Length > 0)
        {
            yield return new GitHubActionsWorkflowDispatchTrigger
            {
                OptionalInputs = OnWorkflowDispatchOptionalInputs,
                RequiredInputs = OnWorkflowDispatchRequiredInputs,
            };
        }

        if (OnCronSchedule is not null)
            yield return new GitHubActionsScheduledTrigger { Cron = OnCronSchedule };
    }
}

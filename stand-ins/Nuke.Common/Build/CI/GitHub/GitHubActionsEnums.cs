using Nuke.Common.Tooling;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>GitHub's runners.</summary>
public enum GitHubActionsImage
{
    [EnumValue("ubuntu-24.04")] Ubuntu2404,
    [EnumValue("ubuntu-22.04")] Ubuntu2204,
    [EnumValue("windows-2022")] WindowsServer2022,
    [EnumValue("ubuntu-latest")] UbuntuLatest,
    [EnumValue("windows-latest")] WindowsLatest,
    [EnumValue("macos-latest")] MacOsLatest,
    [EnumValue("self-hosted")] SelfHosted,
}

public enum GitHubActionsTrigger
{
    [EnumValue("push")] Push,
    [EnumValue("pull_request")] PullRequest,
    [EnumValue("workflow_dispatch")] WorkflowDispatch,
}

/// <summary>What a workflow's token may be allowed.</summary>
public enum GitHubActionsPermissions
{
    [EnumValue("actions")] Actions,
    [EnumValue("checks")] Checks,
    [EnumValue("contents")] Contents,
    [EnumValue("deployments")] Deployments,
    [EnumValue("id-token")] IdToken,
    [EnumValue("issues")] Issues,
    [EnumValue("packages")] Packages,
    [EnumValue("pages")] Pages,
    [EnumValue("pull-requests")] PullRequests,
    [EnumValue("security-events")] SecurityEvents,
    [EnumValue("statuses")] Statuses,
}

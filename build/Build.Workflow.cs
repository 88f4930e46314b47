using BuildChain.Components;
using Nuke.Common.CI.GitHubActions;

/// <summary>Continuous integration on GitHub.</summary>
[GitHubReport]
[GitHubWorkflow(
    "ci",
    GitHubActionsImage.Ubuntu2404,
    OnPushBranches = ["main"],
    OnPullRequestBranches = ["main"],
    OnWorkflowDispatchOptionalInputs = ["Cache"],
    OnCronSchedule = "17 3 * * 1",
    ReadPermissions = [GitHubActionsPermissions.Contents],
    ConcurrencyGroup = "${{ github.workflow }}-${{ github.ref }}",
    ConcurrencyCancelInProgress = true)]
partial class Build;

using Nuke.Common.CI;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.CI.GitHubActions.Configuration;
using Nuke.Common.Execution;

/// <summary>
/// The workflow <c>.github/workflows/ci.yml</c>. NUKE's own attribute knows one job per runner, tags instead of hashes, and one cache
/// without a fallback key: triggers, permissions and concurrency are its, the jobs are written here.
/// </summary>
/// <remarks>
/// <c>./build.sh --generate-configuration GitHubActions_ci --host GitHubActions</c> writes it, <c>./build.sh Brand --adopt</c> takes it over into
/// its template; a test compares. Not at each local build, as NUKE would: that starts the build twice.
/// </remarks>
sealed class GitHubWorkflowAttribute : GitHubActionsAttribute
{
    readonly GitHubActionsImage _image;

    public GitHubWorkflowAttribute(string name, GitHubActionsImage image)
        : base(name, image)
    {
        _image = image;
        AutoGenerate = false;
    }

    public override ConfigurationEntity GetConfiguration(IReadOnlyCollection<ExecutableTarget> relevantTargets)
    {
        var workflow = (GitHubActionsConfiguration)base.GetConfiguration(relevantTargets);
        workflow.Jobs = [.. WorkflowJobs.All.Select(job => job.On(_image))];
        return workflow;
    }

    protected override GitHubActionsJob GetJobs(GitHubActionsImage image, IReadOnlyCollection<ExecutableTarget> relevantTargets)
        => WorkflowJobs.All[0].On(image);
}

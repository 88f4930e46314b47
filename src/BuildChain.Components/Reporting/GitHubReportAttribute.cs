using System.Runtime.ExceptionServices;
using BuildChain.Components.Reporting;
using Nuke.Common.Execution;

namespace BuildChain.Components;

/// <summary>On the build class: a target that fails in a GitHub workflow is in the job's summary, with message and remedy, and at its places.</summary>
/// <remarks>NUKE tells which target failed, not why: the reason is the last <see cref="BuildChainException"/> that was thrown while it ran.</remarks>
public sealed class GitHubReportAttribute : BuildExtensionAttributeBase, IOnBuildCreated, IOnTargetRunning, IOnTargetFailed
{
    BuildChainException? _last;

    public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets)
    {
        if (GitHubReporter.IsActive)
            AppDomain.CurrentDomain.FirstChanceException += Remember;
    }

    public void OnTargetRunning(ExecutableTarget target) => _last = null;

    public void OnTargetFailed(ExecutableTarget target)
    {
        if (!GitHubReporter.IsActive)
            return;
        var text = _last?.ToString() ?? "The log says why.";
        GitHubReporter.Summary($"{target.Name} failed", text);
        GitHubReporter.Annotate(text);
    }

    void Remember(object? sender, FirstChanceExceptionEventArgs e)
    {
        if (e.Exception is BuildChainException failure)
            _last = failure;
    }
}

using Nuke.Common.Execution;

namespace SampleBuild;

/// <summary>Prints what an extension of the build is told, when asked to.</summary>
public sealed class AnnounceAttribute : BuildExtensionAttributeBase,
    IOnBuildCreated, IOnBuildInitialized, IOnBuildFinished, IOnTargetRunning, IOnTargetSucceeded, IOnTargetFailed, IOnTargetSkipped
{
    static readonly bool s_isOn = Environment.GetEnvironmentVariable("SAMPLE_ANNOUNCE") == "1";

    public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets) => Say($"created with {executableTargets.Count}");

    public void OnBuildInitialized(
        IReadOnlyCollection<ExecutableTarget> executableTargets, IReadOnlyCollection<ExecutableTarget> executionPlan)
        => Say($"initialized: {string.Join(' ', executionPlan.Select(x => x.Name))}");

    public void OnBuildFinished() => Say($"finished: {(Build.IsSucceeding ? "good" : "bad")}");

    public void OnTargetRunning(ExecutableTarget target) => Say($"running {target.Name}");

    public void OnTargetSucceeded(ExecutableTarget target) => Say($"succeeded {target.Name}");

    public void OnTargetFailed(ExecutableTarget target) => Say($"failed {target.Name}");

    public void OnTargetSkipped(ExecutableTarget target) => Say($"skipped {target.Name}");

    static void Say(string text)
    {
        if (s_isOn)
            Console.WriteLine($"announce: {text}");
    }
}

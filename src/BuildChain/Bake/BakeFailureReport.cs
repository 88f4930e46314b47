using System.Text;
using BuildChain.Processes;

namespace BuildChain.Bake;

/// <summary>Words the failure of a bake.</summary>
static class BakeFailureReport
{
    const int LogLines = 40;

    static readonly (string Part, Func<BakeRemedies, string> Remedy)[] Known =
    [
        ("no space left on device", _ => "Free disk space: 'docker system df' shows what uses it, './build.sh CachePrune' removes old caches"),
        ("failed to stat", r => r.Certificates),
        ("Cannot connect to the Docker daemon", r => r.Engine),
        ("unsupported frontend capability moby.buildkit.frontend.contexts", r => $"The engine is older than 23 and knows no named contexts: {r.Engine}"),
        ("rewrite-timestamp\" conflicts with \"unpack", _ => "The docker driver cannot push with rewritten times: load the images (without --push) and use 'docker push', or bake with another --builder"),
        ("pull access denied", NotPulled),
        ("failed to resolve source metadata", NotPulled),
        ("no builder ", r => $"List the builders with 'docker buildx ls', or create this one: {r.Builder}"),
        ("additional privileges requested", _ => "buildx wants paths or rights granted with --allow; its message lists them"),
    ];

    const string NoScanner = "The image that writes SBOMs is not to be had: no registry gave it. Name one that the engine or a registry in reach has with "
        + "--sbom-scanner IMAGE, or leave the SBOM away with --sbom-scanner none (provenance stays)";

    static string NotPulled(BakeRemedies remedies)
        => $"No registry gave an image. A base image of this repository is made by {remedies.BaseImages}, the root image by {remedies.RootImage}";

    public static BakeFailedException Exception(BakePlan plan, BakeFailure failure, int exitCode, BakeRunDirectory run, IReadOnlyList<string> settings)
    {
        failure = FailureOrigin.Of(plan, failure);
        var targets = failure.Target is null ? plan.Request.Targets : [failure.Target];
        var command = Command(plan, BakeArguments.For(plan, run.OverrideFile, settings, metadataFile: null, targets));
        return new BakeFailedException(Message(plan, failure, exitCode, command), Remedy(plan, failure, command), failure, exitCode);
    }

    internal static string Message(BakePlan plan, BakeFailure failure, int exitCode, string command)
    {
        var text = new StringBuilder();
        text.Append(failure.Target is null ? $"The bake failed with exit code {exitCode}" : $"Target '{failure.Target}' could not be built");
        if (Place(plan, failure) is { } place)
            text.Append(" at ").Append(place);
        text.Append('\n');
        if (failure.Step is not null)
            text.Append("  step:      ").Append(failure.Step).Append('\n');
        if (failure.Error is not null)
            text.Append("  error:     ").Append(failure.Error).Append('\n');
        foreach (var line in failure.Source)
            text.Append("  ").Append(line).Append('\n');
        if (failure.Log.Count > LogLines)
            text.Append("  | … ").Append(failure.Log.Count - LogLines).Append(" lines before these\n");
        foreach (var line in failure.Log.TakeLast(LogLines))
            text.Append("  | ").Append(line).Append('\n');
        return text.Append("  command:   ").Append(command).Append('\n').Append("  directory: ").Append(plan.Request.Root).ToString();
    }

    static string? Remedy(BakePlan plan, BakeFailure failure, string command)
    {
        var known = failure.Error is not { } error ? null
            : plan.Request.Attestations?.SbomScanner is { } scanner && error.Contains(scanner, StringComparison.Ordinal) ? NoScanner
            : Known.Where(k => error.Contains(k.Part, StringComparison.OrdinalIgnoreCase)).Select(k => k.Remedy(plan.Request.Remedies)).FirstOrDefault();
        var rerun = failure.Target is { } target ? $"To build only this target again: {plan.Request.RerunCommand?.Invoke(target) ?? command}" : null;
        return known is null ? rerun : rerun is null ? known : $"{known}. {rerun}";
    }

    /// <summary>The Dockerfile with its path in the repository: buildx gives only its name.</summary>
    static string? Place(BakePlan plan, BakeFailure failure)
    {
        var file = plan.Targets.FirstOrDefault(t => t.Name == failure.Target)?.Dockerfile;
        return file is not null && failure.Location is { } location && location.Split(':')[0] == Path.GetFileName(file)
            ? file + location[location.IndexOf(':', StringComparison.Ordinal)..]
            : failure.Location ?? file;
    }

    /// <summary>The command as typed in a shell, with the bake file's variables before it.</summary>
    internal static string Command(BakePlan plan, IReadOnlyList<string> arguments)
    {
        var variables = plan.Request.Environment
            .Where(v => v.Value is { Length: > 0 } && !v.Key.StartsWith("DOCKER_", StringComparison.Ordinal) && !v.Key.StartsWith("BUILDX_METADATA_", StringComparison.Ordinal)
                && v.Key != BakeRequest.GitInformation)
            .OrderBy(v => v.Key, StringComparer.Ordinal)
            .Select(v => $"{v.Key}={new ProcessRequest(v.Value!).CommandLine}");
        return string.Join(' ', [.. variables, new ProcessRequest("docker", arguments).CommandLine]);
    }
}

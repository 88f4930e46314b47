using System.Text.RegularExpressions;
using BuildChain.Processes;

namespace BuildChain.Bake;

/// <summary>Has buildx resolve the bake files, and explains in this repository's words why it could not.</summary>
static partial class BakePrint
{
    public static async Task<(BakeModel Model, PlanProblem? Problem)> RunAsync(BakeRequest request, DockerCli docker, CancellationToken cancellationToken)
    {
        foreach (var file in request.Files.Where(f => !File.Exists(Path.Combine(request.Root, f))))
            throw new BuildChainException($"Bake file '{file}' does not exist in {request.Root}");

        var result = await PrintAsync(request, docker, [], cancellationToken);
        if (result.Succeeded)
            return (Read(docker, result), null);
        if (MissingSecret().Match(result.Error) is not { Success: true } secret)
            throw Explain(request, result);

        // buildx stops at the first secret file that is missing; the rest of the plan is worth having.
        var without = await PrintAsync(request, docker, ["--set", "*.secrets="], cancellationToken);
        return without.Succeeded
            ? (Read(docker, without), MissingSecretProblem(request, null, secret.Groups["file"].Value))
            : throw Explain(request, without);
    }

    /// <summary>The one wording for a secret whose file is not there.</summary>
    public static PlanProblem MissingSecretProblem(BakeRequest request, string? target, string file)
        => new(target, $"The file of a build secret is missing: {file}", request.Remedies.Certificates);

    static BakeModel Read(DockerCli docker, ProcessResult result)
        => BakeModelReader.Read(result.Output, new BuildxFeatures(docker.Buildx).EscapedPrint) with { Printed = result.Output };

    static Task<ProcessResult> PrintAsync(BakeRequest request, DockerCli docker, IReadOnlyList<string> more, CancellationToken cancellationToken)
        => ProcessRunner.TryRunAsync(
            docker.CallBuildx([.. BakeArguments.Common(request).Skip(1), .. more, "--print", .. request.Targets]) with
            {
                WorkingDirectory = request.Root,
                Environment = BakeArguments.Environment(request, docker),
                Remedy = request.Remedies.Engine,
            },
            cancellationToken);

    static BuildChainException Explain(BakeRequest request, ProcessResult result)
    {
        if (UnknownTarget().Match(result.Error) is { Success: true } unknown)
            return UnknownName(request, unknown.Groups["name"].Value);
        if (NoBuildx().IsMatch(result.Error))
            return new BuildChainException($"docker at {result.Request.Executable} has no buildx plugin", request.Remedies.Engine);
        return new BuildChainException(
            $"buildx cannot read {Files(request)}:\n{WithoutProgress(OlderBakeFiles.Original(result.Error))}\n  command:   {result.Request.CommandLine}\n  directory: {request.Root}");
    }

    static BuildChainException UnknownName(BakeRequest request, string name)
    {
        var declared = BakeFileNames.Read(request);
        var asked = request.Targets.Contains(name, StringComparer.Ordinal) ? "" : " (a group or another target names it)";
        return new BuildChainException(
            $"{Files(request)} has no target or group '{name}'{asked}. Known are: {NearestName.Describe(name, declared.All)}");
    }

    static string Files(BakeRequest request) => OlderBakeFiles.Original(string.Join(", ", request.Files));

    static string WithoutProgress(string error)
        => string.Join('\n', error.Split('\n').Where(line => line.Trim().Length > 0 && !ProgressLine().IsMatch(line)).Select(line => $"  | {line}"));

    [GeneratedRegex(@"failed to find target (?<name>\S+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UnknownTarget();

    [GeneratedRegex(@"failed to stat (?<file>.+?): stat ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MissingSecret();

    // docker without the plugin takes "buildx" for an unknown command, or trips over bake's first flag.
    [GeneratedRegex(@"'buildx' is not a docker command|unknown command: docker buildx|unknown shorthand flag: 'f'|unknown flag: --file", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoBuildx();

    [GeneratedRegex(@"^#\d+(?: |$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ProgressLine();
}

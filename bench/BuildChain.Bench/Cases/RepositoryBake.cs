using BuildChain.Bake;
using BuildChain.Bench.Bakes;
using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.Bench.Cases;

/// <summary>This repository's own build: <c>./build.sh BakeControl</c>, and the bake that it comes down to.</summary>
static class RepositoryBake
{
    public static IReadOnlyList<string> Targets { get; } = ["meta", "base-images", "control-images-docker"];

    /// <summary>The same without groups, <c>meta</c> included: every one has a cache.</summary>
    public static IReadOnlyList<string> AllTargets { get; } =
        ["meta", "os-base", "python-base", "lambda-base", "gateway-docker", "agent-docker", "provisioner"];

    /// <summary>A run of <c>build.sh</c> of this repository, with this benchmark's engine choice.</summary>
    public static ProcessRequest Script(BenchContext context, params IReadOnlyList<string> arguments)
        => new(Path.Combine(context.Root, "build.sh"), arguments) { WorkingDirectory = context.Root };

    public static Task<ProcessResult> BakeControlAsync(BenchContext context, string tag, CancellationToken cancellationToken)
        => ProcessRunner.RunAsync(
            Script(context, "BakeControl", "--mode", "docker", "--tag", tag, "--engine", context.Options.Engine.ToString().ToLowerInvariant(), "--os-root-image", context.RootImage, "--no-logo"),
            cancellationToken);

    /// <summary>Certificates, published services and version files are made by the build, before anything is baked by hand.</summary>
    public static async Task PrepareAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var tag = $"bench-{Environment.ProcessId}-prepare";
        try
        {
            context.Say("./build.sh BakeControl, which makes what goes into the images");
            await BakeControlAsync(context, tag, cancellationToken);
        }
        finally
        {
            await BenchImages.RemoveAsync(context.BuildEngine, [tag]);
        }
    }

    /// <summary>The same targets for buildx itself, with the values that the build gives them.</summary>
    public static BakeJob Job(BenchContext context, DockerCli docker, string tag) => new(context.Root, docker, Targets, new Dictionary<string, string?>
    {
        ["ESB_TAG"] = tag,
        ["ESB_REGISTRY"] = "",
        ["OS_ROOT_IMAGE"] = context.RootImage,
        ["BASE_LINK"] = "target",
        ["CACHE_DIR"] = "",
        ["CERT_DIR"] = context.CertificateDirectory,
        ["ROOT_CA_FINGERPRINT"] = Certificates.Fingerprint(context.CertificateDirectory) ?? "",
    });
}

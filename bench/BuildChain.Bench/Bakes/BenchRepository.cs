using System.Globalization;
using BuildChain.Bake;
using BuildChain.Cache;

namespace BuildChain.Bench.Bakes;

/// <summary>What a bake of the generated repository builds anew.</summary>
/// <param name="Seed">Another one makes every layer anew.</param>
/// <param name="Change">Another one makes the last layer anew, of 4 MB.</param>
sealed record Content(string Seed, string Change)
{
    /// <summary>Megabytes to compute a checksum of while the first layers are made; 300 take about a second.</summary>
    public int Work { get; init; }

    /// <summary>Tag of the images; empty makes no images and leaves the result in the build cache.</summary>
    public string Tag { get; init; } = "";

    public IReadOnlyDictionary<string, string?> Variables(string rootImage) => new Dictionary<string, string?>
    {
        ["ROOT_IMAGE"] = rootImage,
        ["SEED"] = Seed,
        ["CHANGE"] = Change,
        ["WORK"] = Work.ToString(CultureInfo.InvariantCulture),
        ["TAG"] = Tag,
    };
}

/// <summary>A bake file with three targets: layers of random bytes upon the root image, the first shared by all of them.</summary>
/// <param name="Root">Its directory; the caches compared are below it.</param>
sealed record BenchRepository(string Root, string RootImage)
{
    /// <summary>Prefix of the images' names.</summary>
    public const string ImagePrefix = "esb-bench-";

    public static IReadOnlyList<string> Targets { get; } = ["one", "two", "three"];

    /// <summary>The group directory of all caches.</summary>
    public static CacheTarget Cache(string target) => new("bench", target);

    public BakeJob Job(DockerCli docker, Content content, params IReadOnlyList<string> targets)
        => new(Root, docker, targets.Count == 0 ? Targets : targets, content.Variables(RootImage));

    public static BenchRepository Create(string root, string rootImage)
    {
        // The caches must not be part of the build context.
        Directory.CreateDirectory(Path.Combine(root, "context"));
        File.WriteAllText(Path.Combine(root, "context", "Dockerfile"), """
            ARG ROOT_IMAGE
            FROM ${ROOT_IMAGE}
            ARG SEED
            RUN echo "$SEED" > /seed && head -c 8000000 /dev/urandom > /shared
            ARG NAME
            ARG WORK
            RUN head -c "${WORK}000000" /dev/zero | sha256sum > /work && head -c 8000000 /dev/urandom > "/$NAME"
            ARG CHANGE
            RUN echo "$CHANGE" > /change && head -c 4000000 /dev/urandom > /last

            """);
        var targets = Targets.Select(name => $$"""
            target "{{name}}" {
              inherits = ["_common"]
              args     = { NAME = "{{name}}" }
              tags     = TAG == "" ? [] : ["{{ImagePrefix}}{{name}}:${TAG}"]
            }

            """);
        File.WriteAllText(Path.Combine(root, "docker-bake.hcl"), """
            variable "ROOT_IMAGE" { default = "" }
            variable "SEED" { default = "" }
            variable "CHANGE" { default = "" }
            variable "WORK" { default = "0" }
            variable "TAG" { default = "" }

            target "_common" {
              context = "context"
              args    = { ROOT_IMAGE = ROOT_IMAGE, SEED = SEED, CHANGE = CHANGE, WORK = WORK }
              output  = [TAG == "" ? "type=cacheonly" : "type=docker"]
              attest  = ["type=provenance,disabled=true", "type=sbom,disabled=true"]
            }

            """ + string.Concat(targets));
        return new BenchRepository(root, rootImage);
    }
}

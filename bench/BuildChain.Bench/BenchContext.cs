using BuildChain.Bake;
using BuildChain.Bench.Reporting;
using BuildChain.Engine;

namespace BuildChain.Bench;

/// <summary>What a case has to measure with.</summary>
/// <param name="Work">A directory for this run alone, removed after it.</param>
/// <param name="Engine">The engine of all bakes that are not this repository's own.</param>
/// <param name="BuildEngine">The engine that <c>./build.sh</c> uses.</param>
sealed record BenchContext(BenchOptions Options, string Work, EngineConnection Engine, EngineConnection BuildEngine, Action<string> Say)
{
    /// <summary>Why the engine is not the benchmark's own, whose build cache it may empty; null when it is.</summary>
    public string? NotOwnEngine { get; init; }

    /// <summary>The home of the benchmark's own engine; null without one.</summary>
    public string? Home { get; init; }

    /// <summary>The repository this benchmark is part of.</summary>
    public string Root => Options.Root;

    public string RootImage => Options.RootImage;

    public string CertificateDirectory => Options.CertificateDirectory ?? Path.Combine(Root, ".esb", "certs");

    public DockerCli Docker => Cli(Engine);

    public static DockerCli Cli(EngineConnection engine)
        => new(engine.DockerPath, engine.Environment) { Buildx = ToolVersion.Parse(engine.Facts.BuildxVersion), BuildxPath = engine.BuildxPath };

    /// <summary>A directory below the work directory.</summary>
    public string MakeDirectory(string name) => Directory.CreateDirectory(Path.Combine(Work, name)).FullName;
}

/// <summary>One question to measure.</summary>
/// <param name="Letter">What the figures and <c>--bench-cases</c> call it.</param>
sealed record BenchCase(string Letter, string Title, Func<BenchContext, CancellationToken, Task<IReadOnlyList<Figure>>> RunAsync)
{
    /// <summary>False when it only runs <c>./build.sh</c> and compares with what that does: another engine beside would be noise.</summary>
    public bool UsesOwnEngine { get; init; } = true;
}

namespace BuildChain.Bake;

/// <summary>What a version of buildx can do; the versions are those whose source first has it.</summary>
public sealed record BuildxFeatures(Version? Version)
{
    public static readonly Version Oldest = new(0, 13);

    public bool IsSupported => Has(Oldest);

    /// <summary><c>bake --allow</c>: 0.17. From 0.20 on bake refuses paths outside the working directory without it.</summary>
    public bool AllowFlag => Has(new Version(0, 17));

    /// <summary><c>buildx history ls|inspect|logs</c>: 0.20. Engines before 23 keep no history whatever buildx can.</summary>
    public bool History => Has(new Version(0, 20));

    bool Has(Version since) => Version is null || Version >= since;
}

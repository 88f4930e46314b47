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

    /// <summary><c>buildx history ls --filter</c>: 0.24, which is also the first that lists no more than the last 50 builds.</summary>
    public bool HistoryFilter => Has(new Version(0, 24));

    /// <summary>
    /// <c>description</c> and <c>validation</c> of variables in HCL: 0.19. Up to 0.15 they are errors, up to 0.18 <c>validation</c> is passed over.
    /// </summary>
    public bool VariableChecks => Has(new Version(0, 19));

    /// <summary><c>bake --print</c> writes <c>$${</c> for a <c>${</c> in labels, arguments and inline Dockerfiles: 0.23.</summary>
    public bool EscapedPrint => Has(new Version(0, 23));

    bool Has(Version since) => Version is null || Version >= since;
}

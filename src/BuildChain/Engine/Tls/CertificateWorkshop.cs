using System.Security.Cryptography.X509Certificates;

namespace BuildChain.Engine.Tls;

/// <summary>Decides which of the three certificates has to be made, and makes it.</summary>
sealed class CertificateWorkshop(CertificateOptions options)
{
    public const string Root = "rootCA";
    readonly List<string> changes = [];
    readonly CertificateIssuer issuer = new(options);

    DateTimeOffset Now => options.Clock.GetUtcNow();

    IEnumerable<(string Name, IReadOnlyList<string> HostNames)> Leaves => [("server", options.ServerNames), ("client", [])];

    /// <summary>All three as they are; null when one has to be made. Needs no lock: files are replaced whole, and of a rotation half done the chain is broken.</summary>
    public CertificateSet? Present()
    {
        if (CertificatePair.TryLoad(options.Directory, Root) is not { } root || RootProblem(root) is not null
            || Leaves.Any(leaf => LeafProblem(root, CertificatePair.TryLoad(options.Directory, leaf.Name), leaf.Name, leaf.HostNames) is not null))
            return null;
        foreach (var name in Leaves.Select(leaf => leaf.Name).Prepend(Root))
            CertificatePair.Protect(options.Directory, name);
        return new CertificateSet(options.Directory, root.Fingerprint, []);
    }

    public CertificateSet Ensure()
    {
        var root = EnsureRoot();
        foreach (var (name, hostNames) in Leaves)
            EnsureLeaf(root, name, hostNames);
        return new CertificateSet(options.Directory, root.Fingerprint, changes);
    }

    CertificatePair EnsureRoot()
    {
        var present = CertificatePair.TryLoad(options.Directory, Root);
        if (RootProblem(present) is not { } reason)
        {
            CertificatePair.Protect(options.Directory, Root);
            return present!;
        }

        var made = issuer.IssueRoot();
        made.Save(options.Directory, Root);
        changes.Add($"Root CA made ({reason}); whoever trusted the former one has to trust {Path.Combine(options.Directory, "rootCA.crt")} now.");
        return made;
    }

    string? RootProblem(CertificatePair? present)
        => options.Rotate == CertificateRotation.All ? "rotation asked for"
            : present is null ? MissingReason(Root, LeafExists() ? ", the certificates it issued are worth nothing without it" : "")
            : Ends(present.Certificate) - Now <= options.RenewBefore ? $"it ends on {Ends(present.Certificate):yyyy-MM-dd}"
            : !IsAuthority(present.Certificate) ? "it was no certificate authority"
            : null;

    void EnsureLeaf(CertificatePair root, string name, IReadOnlyList<string> names)
    {
        var present = CertificatePair.TryLoad(options.Directory, name);
        if (LeafProblem(root, present, name, names) is not { } reason)
        {
            CertificatePair.Protect(options.Directory, name);
            return;
        }

        issuer.IssueLeaf(root, name, names).Save(options.Directory, name);
        changes.Add($"{char.ToUpperInvariant(name[0])}{name[1..]} certificate made ({reason}).");
    }

    string? LeafProblem(CertificatePair root, CertificatePair? present, string name, IReadOnlyList<string> names)
        => options.Rotate != CertificateRotation.None ? "rotation asked for"
            : present is null ? MissingReason(name, "")
            : Ends(present.Certificate) - Now <= options.RenewBefore ? $"it ends on {Ends(present.Certificate):yyyy-MM-dd}"
            : !IsIssuedBy(root.Certificate, present.Certificate) ? "it was issued by another CA"
            : MissingNames(present.Certificate, names) is { Length: > 0 } missing ? $"it lacks the names {missing}"
            : null;

    string MissingReason(string name, string consequence)
    {
        var (certificate, key) = CertificatePair.Paths(options.Directory, name);
        return (File.Exists(certificate), File.Exists(key)) switch
        {
            (false, false) => $"there was none{consequence}",
            (false, true) => $"{Path.GetFileName(certificate)} was gone{consequence}",
            (true, false) => $"{Path.GetFileName(key)} was gone{consequence}",
            _ => $"its files were damaged or not of each other{consequence}",
        };
    }

    static DateTimeOffset Ends(X509Certificate2 certificate) => new(certificate.NotAfter);

    bool LeafExists() => File.Exists(Path.Combine(options.Directory, "server.crt")) || File.Exists(Path.Combine(options.Directory, "client.crt"));

    static bool IsAuthority(X509Certificate2 certificate)
        => certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(extension => extension.CertificateAuthority);

    // The subject's name alone does not tell: a new CA has the same one.
    bool IsIssuedBy(X509Certificate2 root, X509Certificate2 leaf)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = Now.UtcDateTime;
        return chain.Build(leaf);
    }

    static string MissingNames(X509Certificate2 certificate, IReadOnlyList<string> names)
    {
        var present = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return string.Join(", ", names.Where(name => !present.Contains(name)));
    }
}

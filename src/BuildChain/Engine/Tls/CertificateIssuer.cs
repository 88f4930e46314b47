using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BuildChain.Engine.Tls;

/// <summary>Makes certificates with P-256 keys.</summary>
sealed class CertificateIssuer(CertificateOptions options)
{
    static readonly TimeSpan RootLife = TimeSpan.FromDays(3653);

    /// <summary>The longest that browsers and Apple's systems accept is 398 days.</summary>
    static readonly TimeSpan LeafLife = TimeSpan.FromDays(397);

    /// <summary>Clocks of containers and virtual machines lag.</summary>
    static readonly TimeSpan Backdate = TimeSpan.FromHours(1);

    static readonly Oid ServerAuth = new("1.3.6.1.5.5.7.3.1");
    static readonly Oid ClientAuth = new("1.3.6.1.5.5.7.3.2");

    public CertificatePair IssueRoot()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject("development root CA"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var start = options.Clock.GetUtcNow() - Backdate;
        return new(request.CreateSelfSigned(start, start + RootLife));
    }

    /// <param name="names">Host names and addresses; with any the certificate serves, and it is always a client too: services call each other.</param>
    public CertificatePair IssueLeaf(CertificatePair root, string name, IReadOnlyList<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(names.Count > 0 ? [ServerAuth, ClientAuth] : [ClientAuth], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root.Certificate, true, false));
        if (names.Count > 0)
            request.CertificateExtensions.Add(AlternativeNames(names));

        var start = options.Clock.GetUtcNow() - Backdate;
        var end = new[] { start + LeafLife, new DateTimeOffset(root.Certificate.NotAfter) }.Min();
        using var certificate = request.Create(root.Certificate, start, end, SerialNumber());
        return new(certificate.CopyWithPrivateKey(key));
    }

    X500DistinguishedName Subject(string commonName)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddOrganizationName(options.Organization);
        name.AddCommonName($"{options.Organization} {commonName}");
        return name.Build();
    }

    static X509Extension AlternativeNames(IReadOnlyList<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                builder.AddIpAddress(address);
            else
                builder.AddDnsName(name);
        }

        return builder.Build();
    }

    // Positive and unpredictable, as RFC 5280 and the CA/Browser Forum ask.
    static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)(serial[0] & 0x7f | 0x01);
        return serial;
    }
}

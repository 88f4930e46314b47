using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Esb.Tests.Gateway;

/// <summary>A root of its own, which puts <c>rootCA</c>, <c>server</c> and <c>client</c> certificates into a folder as SetupCerts does.</summary>
sealed class TestAuthority
{
    readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

    public TestAuthority()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        Root = request.CreateSelfSigned(_now.AddHours(-1), _now.AddDays(2));
    }

    public X509Certificate2 Root { get; }

    /// <summary>A certificate with its key.</summary>
    public X509Certificate2 Issue(string name, string usage, params string[] hosts)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
            names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(Root, _now.AddMinutes(-5), _now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    public X509Certificate2 IssueServer(string name = "server") => Issue(name, "1.3.6.1.5.5.7.3.1", "localhost", "agent");

    public X509Certificate2 IssueClient() => Issue("client", "1.3.6.1.5.5.7.3.2");

    /// <summary>Writes all that the gateway reads.</summary>
    public void WriteTo(string directory)
    {
        File.WriteAllText(Path.Combine(directory, "rootCA.crt"), Root.ExportCertificatePem());
        Write(directory, "server", IssueServer());
        Write(directory, "client", IssueClient());
    }

    public static void Write(string directory, string name, X509Certificate2 certificate)
    {
        File.WriteAllText(Path.Combine(directory, $"{name}.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, $"{name}.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }
}

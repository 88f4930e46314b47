using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Esb.Gateway;

/// <summary>The certificate of the HTTPS listener: <c>server.crt</c> and <c>server.key</c> (PEM) of a directory, else one made up for this run.</summary>
sealed class ServerCertificate(string directory, ILogger log)
{
    /// <summary>Loads or makes the certificate; a pair that is there but unusable stops the service.</summary>
    public X509Certificate2 Load()
    {
        var certificate = Path.Combine(directory, "server.crt");
        var key = Path.Combine(directory, "server.key");
        if (!File.Exists(certificate) && !File.Exists(key))
        {
            log.LogWarning("no server.crt in {Directory}: serving a self-signed certificate that no client trusts", directory);
            return SelfSigned(DateTimeOffset.UtcNow);
        }
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"CERT_DIR {directory}: server.crt and server.key must be a PEM certificate and its key, both readable by this user: {e.Message}", e);
        }
    }

    static X509Certificate2 SelfSigned(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gateway, O=self-signed", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("gateway");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(30));
    }
}

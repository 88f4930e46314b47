using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Esb.Gateway.Tls;

/// <summary>How the gateway shows itself to the agent: <c>client.crt</c> and <c>client.key</c>; it trusts <c>rootCA.crt</c> and nothing else (PEM).</summary>
static class ClientCertificate
{
    /// <summary>The files in a directory.</summary>
    public static IReadOnlyList<string> Files(string directory) =>
        [Path.Combine(directory, "client.crt"), Path.Combine(directory, "client.key"), Path.Combine(directory, "rootCA.crt")];

    /// <summary>Options for connections to the agent; throws <see cref="InvalidOperationException"/> when the files are unusable.</summary>
    public static SslClientAuthenticationOptions Options(string directory)
    {
        var files = Files(directory);
        try
        {
            var client = X509Certificate2.CreateFromPemFile(files[0], files[1]);
            return new SslClientAuthenticationOptions
            {
                ClientCertificateContext = SslStreamCertificateContext.Create(client, additionalCertificates: null, offline: true),
                CertificateChainPolicy = Trusting(X509CertificateLoader.LoadCertificateFromFile(files[2])),
            };
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"CERT_DIR {directory}: client.crt, client.key and rootCA.crt must be PEM files that this user may read: {e.Message}", e);
        }
    }

    static X509ChainPolicy Trusting(X509Certificate2 root)
    {
        // A development CA publishes no revocation list.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.Add(root);
        return policy;
    }
}

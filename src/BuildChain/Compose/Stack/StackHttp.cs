using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BuildChain.Compose;

/// <summary>HTTP to a stack's services on this machine: trusts the certificate directory's authority and nobody else.</summary>
public static class StackHttp
{
    /// <param name="withClientCertificate">For the agent's API, which lets nobody in without one.</param>
    public static HttpClient Create(string certificateDirectory, TimeSpan timeout, bool withClientCertificate = false)
    {
        var authority = Path.Combine(certificateDirectory, "rootCA.crt");
        var root = File.Exists(authority) ? X509CertificateLoader.LoadCertificateFromFile(authority) : null;
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsIssuedBy(root, certificate, chain, errors) },
        };
        if (withClientCertificate && ClientCertificate(certificateDirectory) is { } client)
            handler.SslOptions.ClientCertificates = [client];
        return new HttpClient(handler) { Timeout = timeout };
    }

    static X509Certificate2? ClientCertificate(string directory)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(Path.Combine(directory, "client.crt"), Path.Combine(directory, "client.key"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null; // The agent will say what is missing.
        }
    }

    static bool IsIssuedBy(X509Certificate2? root, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (root is null || certificate is null || chain is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return false;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build((X509Certificate2)certificate);
    }
}

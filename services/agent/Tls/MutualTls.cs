using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Esb.Agent.Tls;

/// <summary>TLS that lets in only clients with a certificate of the root CA.</summary>
static class MutualTls
{
    static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    /// <summary>Options for each connection, so that changed certificates count from the next one on.</summary>
    public static TlsHandshakeCallbackOptions Options(CertificateFolder folder, ILogger log) => new()
    {
        OnConnection = context => ValueTask.FromResult(Handshake(
            folder.Current ?? throw new AuthenticationException(folder.Problem), context.Connection.RemoteEndPoint?.ToString(), log)),
    };

    /// <summary>Null when the certificate is a client's of this root at this time, else why not.</summary>
    public static string? Refusal(X509Certificate2? client, X509Certificate2 root)
    {
        if (client is null)
            return "it shows no certificate";
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.ApplicationPolicy.Add(ClientAuthentication);
        // A development CA publishes no revocation list.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(client)
            ? null
            : $"{client.Subject}, issued by {client.Issuer}: {string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()))}";
    }

    static SslServerAuthenticationOptions Handshake(Certificates certificates, string? client, ILogger log) => new()
    {
        ServerCertificateContext = certificates.Server,
        ClientCertificateRequired = true,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            var refusal = Refusal(certificate as X509Certificate2, certificates.Root);
            if (refusal is not null)
                log.LogWarning("a client at {Client} is refused: {Refusal}", client, refusal);
            return refusal is null;
        },
    };
}

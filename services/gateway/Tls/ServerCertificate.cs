using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Esb.Common;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Esb.Gateway.Tls;

/// <summary>
/// The certificate of the HTTPS listener: <c>server.crt</c> and <c>server.key</c> (PEM) of a directory, else one made up for this run.
/// Changed files count from the next connection on; open ones stay.
/// </summary>
sealed class ServerCertificate
{
    readonly string _directory;
    readonly ILogger _log;
    readonly Reloaded<SslStreamCertificateContext> _certificate;

    public ServerCertificate(string directory, TimeProvider clock, ILogger log)
    {
        (_directory, _log) = (directory, log);
        _certificate = new("the server certificate", [CertificatePath, KeyPath], Load, clock, log);
    }

    string CertificatePath => Path.Combine(_directory, "server.crt");

    string KeyPath => Path.Combine(_directory, "server.key");

    /// <summary>Why the files as they are now are not served, or null.</summary>
    public string? Problem => _certificate.Problem;

    /// <summary>Options of the listener; a pair that is there but unusable at the start stops the service.</summary>
    public TlsHandshakeCallbackOptions Options()
    {
        if (_certificate.Current is null)
            throw new InvalidOperationException(_certificate.Problem);
        return new() { OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = _certificate.Current }) };
    }

    SslStreamCertificateContext Load() => SslStreamCertificateContext.Create(Pair(), additionalCertificates: null, offline: true);

    X509Certificate2 Pair()
    {
        if (!File.Exists(CertificatePath) && !File.Exists(KeyPath))
        {
            _log.LogWarning("no server.crt in {Directory}: serving a self-signed certificate that no client trusts", _directory);
            return SelfSigned(DateTimeOffset.UtcNow);
        }
        try
        {
            return X509Certificate2.CreateFromPemFile(CertificatePath, KeyPath);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"CERT_DIR {_directory}: server.crt and server.key must be a PEM certificate and its key, both readable by this user: {e.Message}", e);
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

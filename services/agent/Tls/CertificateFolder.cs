using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Esb.Common;

namespace Esb.Agent.Tls;

/// <summary><c>server.crt</c>, <c>server.key</c> and <c>rootCA.crt</c> (PEM) of a folder, read again when they change.</summary>
sealed class CertificateFolder
{
    readonly Reloaded<Certificates> _certificates;

    /// <summary>Reads nothing yet.</summary>
    public CertificateFolder(string directory, TimeProvider clock, ILogger log)
    {
        string[] files = [Path.Combine(directory, "server.crt"), Path.Combine(directory, "server.key"), Path.Combine(directory, "rootCA.crt")];
        _certificates = new($"CERT_DIR {directory} (server.crt, server.key, rootCA.crt)", files, () => Load(files), clock, log);
    }

    /// <summary>Why there is nothing to serve with, or null. Certificates that were read before stay in use.</summary>
    public string? Problem => _certificates.Current is null ? _certificates.Problem : null;

    /// <summary>What to answer the next client with; null when there is a <see cref="Problem"/>.</summary>
    public Certificates? Current => _certificates.Current;

    static Certificates Load(string[] files) => new(
        SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(files[0], files[1]), additionalCertificates: null, offline: true),
        X509CertificateLoader.LoadCertificateFromFile(files[2]));
}

/// <summary>What one handshake needs.</summary>
/// <param name="Server">The own certificate.</param>
/// <param name="Root">The only authority whose clients are let in.</param>
sealed record Certificates(SslStreamCertificateContext Server, X509Certificate2 Root);

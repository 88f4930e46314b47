using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Esb.Common;

namespace Esb.Agent.Tls;

/// <summary><c>server.crt</c>, <c>server.key</c> and <c>rootCA.crt</c> (PEM) of a folder, read again when they change.</summary>
sealed class CertificateFolder(string directory, TimeProvider clock, ILogger log)
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    readonly string _certificate = Path.Combine(directory, "server.crt");
    readonly string _key = Path.Combine(directory, "server.key");
    readonly string _root = Path.Combine(directory, "rootCA.crt");
    readonly Lock _lock = new();

    FileStamp? _stamp;
    long _looked;
    Certificates? _current;
    string? _problem;

    /// <summary>Why the folder has nothing to serve with, or null. Certificates that were read before stay in use.</summary>
    public string? Problem
    {
        get
        {
            lock (_lock)
            {
                Look();
                return _current is null ? _problem : null;
            }
        }
    }

    /// <summary>What to answer the next client with; null when there is a <see cref="Problem"/>.</summary>
    public Certificates? Current
    {
        get
        {
            lock (_lock)
            {
                Look();
                return _current;
            }
        }
    }

    void Look()
    {
        if (_stamp is not null && clock.GetElapsedTime(_looked) < LookEvery)
            return;
        _looked = clock.GetTimestamp();
        var stamp = FileStamp.Of(_certificate, _key, _root);
        if (stamp == _stamp)
            return;
        var isFirst = _stamp is null;
        _stamp = stamp;
        Load(isFirst);
    }

    void Load(bool isFirst)
    {
        try
        {
            var server = X509Certificate2.CreateFromPemFile(_certificate, _key);
            var root = X509CertificateLoader.LoadCertificateFromFile(_root);
            _current = new(SslStreamCertificateContext.Create(server, additionalCertificates: null, offline: true), root);
            _problem = null;
            if (!isFirst)
                log.LogInformation("certificates were read again from {Directory}: {Certificate}, valid until {End}", directory, server.Subject, server.NotAfter);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            _problem = $"CERT_DIR {directory}: server.crt, server.key and rootCA.crt must be PEM files that this user may read: {e.Message}";
            log.LogError("no certificates{Consequence}: {Problem}", _current is null ? "" : ", those from before stay in use", _problem);
        }
    }
}

/// <summary>What one handshake needs.</summary>
/// <param name="Server">The own certificate.</param>
/// <param name="Root">The only authority whose clients are let in.</param>
sealed record Certificates(SslStreamCertificateContext Server, X509Certificate2 Root);

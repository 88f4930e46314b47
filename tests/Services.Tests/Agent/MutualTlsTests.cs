using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Esb.Agent.Tls;
using Microsoft.Extensions.Logging.Abstractions;

namespace Esb.Tests.Agent;

public sealed class MutualTlsTests : IDisposable
{
    const string ClientUse = "1.3.6.1.5.5.7.3.2", ServerUse = "1.3.6.1.5.5.7.3.1";
    readonly string _folder = Directory.CreateTempSubdirectory("esb-tls-").FullName;
    readonly X509Certificate2 _root = Root("the CA");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_client_of_the_root_is_let_in() => Assert.Null(MutualTls.Refusal(Leaf(_root, ClientUse), _root));

    [Fact]
    public void No_certificate_is_refused() => Assert.Equal("it shows no certificate", MutualTls.Refusal(null, _root));

    [Fact]
    public void A_client_of_another_root_is_refused_although_it_has_the_same_name()
    {
        using var other = Root("the CA");

        Assert.Contains("CN=client", MutualTls.Refusal(Leaf(other, ClientUse), _root), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_is_no_clients_is_refused() => Assert.NotNull(MutualTls.Refusal(Leaf(_root, ServerUse), _root));

    [Fact]
    public void An_expired_client_is_refused() => Assert.NotNull(MutualTls.Refusal(Leaf(_root, ClientUse, DateTimeOffset.UtcNow.AddDays(-1)), _root));

    [Fact]
    public void A_self_signed_client_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var client = Request("client", key, ClientUse).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));

        Assert.NotNull(MutualTls.Refusal(client, _root));
    }

    [Fact]
    public void Certificates_are_read_again_when_they_changed_and_stay_in_use_when_they_cannot_be_read()
    {
        var folder = new CertificateFolder(_folder, TimeProvider.System, NullLogger.Instance);
        Assert.Null(folder.Current);
        Assert.NotNull(folder.Problem);

        Write(Leaf(_root, ServerUse));
        var first = new CertificateFolder(_folder, TimeProvider.System, NullLogger.Instance);
        Assert.Null(first.Problem);
        Assert.Equal("CN=the CA", first.Current!.Root.Subject);

        File.WriteAllText(Path.Combine(_folder, "server.key"), "broken");
        Assert.NotNull(first.Current);
        Assert.Null(first.Problem);
    }

    void Write(X509Certificate2 server)
    {
        File.WriteAllText(Path.Combine(_folder, "server.crt"), server.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "server.key"), server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(_folder, "rootCA.crt"), _root.ExportCertificatePem());
    }

    static X509Certificate2 Root(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(10));
    }

    static X509Certificate2 Leaf(X509Certificate2 root, string use, DateTimeOffset? end = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Request("client", key, use).Create(
            root, DateTimeOffset.UtcNow.AddDays(-5), end ?? DateTimeOffset.UtcNow.AddDays(5), RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }

    static CertificateRequest Request(string name, ECDsa key, string? use = null)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (use is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        return request;
    }
}

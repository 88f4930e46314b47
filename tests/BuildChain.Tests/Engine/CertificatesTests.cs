using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BuildChain.Engine;
using BuildChain.Locking;

namespace BuildChain.Tests.Engine;

public sealed class CertificatesTests : IDisposable
{
    readonly TemporaryDirectory directory = new();

    string Certs => directory.Combine("certs");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_server_certificate_is_trusted_through_the_root_CA_alone()
    {
        var set = await EnsureAsync();
        using var root = X509CertificateLoader.LoadCertificateFromFile(set.RootCa);
        using var server = X509CertificateLoader.LoadCertificateFromFile(set.ServerCertificate);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));

        Assert.True(chain.Build(server), string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation)));
        Assert.True(server.MatchesHostname("gateway"));
        Assert.True(server.MatchesHostname("esb-agent"));
        Assert.True(server.MatchesHostname("localhost"));
        Assert.True(server.MatchesHostname("127.0.0.1"));
        Assert.True(server.MatchesHostname("::1"));
        Assert.False(server.MatchesHostname("elsewhere.example"));
        Assert.True(server.NotAfter - server.NotBefore <= TimeSpan.FromDays(397));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(root.RawData)), set.RootCaFingerprint);
    }

    [Fact]
    public async Task Keys_are_for_their_owner_and_the_services_group_and_the_authoritys_for_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;
        var set = await EnsureAsync();

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var key in new[] { set.ServerKey, set.ClientKey })
            Assert.Equal(owner | UnixFileMode.GroupRead, File.GetUnixFileMode(key));
        Assert.Equal(owner, File.GetUnixFileMode(Path.Combine(Certs, "rootCA.key")));
        Assert.Equal(owner | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute, File.GetUnixFileMode(Certs));
    }

    [Fact]
    public async Task A_directory_that_was_there_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        Directory.CreateDirectory(Certs);
        File.SetUnixFileMode(Certs, mode);

        await EnsureAsync();

        Assert.Equal(mode, File.GetUnixFileMode(Certs));
    }

    [Fact]
    public async Task Good_certificates_stay()
    {
        var first = await EnsureAsync();
        var before = await File.ReadAllTextAsync(first.ServerCertificate);
        var second = await EnsureAsync();

        Assert.Equal(3, first.Changes.Count);
        Assert.Empty(second.Changes);
        Assert.Equal(before, await File.ReadAllTextAsync(second.ServerCertificate));
    }

    [Fact]
    public async Task Good_certificates_wait_for_nobody()
    {
        var first = await EnsureAsync();
        await using var held = await FileLock.AcquireAsync(Path.Combine(Certs, ".lock"), LockMode.Exclusive);

        var second = await Certificates.EnsureAsync(new CertificateOptions(Certs) { LockTimeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(first.RootCaFingerprint, second.RootCaFingerprint);
        Assert.Empty(second.Changes);
    }

    [Fact]
    public async Task A_deleted_root_CA_is_replaced_together_with_what_it_issued()
    {
        var first = await EnsureAsync();
        File.Delete(first.RootCa);
        var second = await EnsureAsync();

        Assert.NotEqual(first.RootCaFingerprint, second.RootCaFingerprint);
        Assert.Contains("rootCA.crt was gone, the certificates it issued are worth nothing without it", second.Changes[0], StringComparison.Ordinal);
        Assert.Contains("Server certificate made (it was issued by another CA).", second.Changes);
        Assert.Contains("Client certificate made (it was issued by another CA).", second.Changes);
    }

    [Fact]
    public async Task An_additional_name_renews_the_server_certificate_only()
    {
        await EnsureAsync();
        var set = await EnsureAsync(new CertificateOptions(Certs) { ExtraNames = ["box.example", "192.0.2.7"] });

        Assert.Equal(["Server certificate made (it lacks the names box.example, 192.0.2.7)."], set.Changes);
    }

    [Fact]
    public async Task A_leaf_is_renewed_before_it_ends_and_the_CA_stays()
    {
        var first = await EnsureAsync();
        var set = await EnsureAsync(new CertificateOptions(Certs) { Clock = new Clock(DateTimeOffset.UtcNow.AddDays(380)) });

        Assert.Equal(2, set.Changes.Count);
        Assert.All(set.Changes, change => Assert.Contains("it ends on", change, StringComparison.Ordinal));
        Assert.Equal(first.RootCaFingerprint, set.RootCaFingerprint);
    }

    [Theory]
    [InlineData(CertificateRotation.Leaf, 2)]
    [InlineData(CertificateRotation.All, 3)]
    public async Task Rotation_makes_anew_what_it_is_asked_for(CertificateRotation rotation, int changes)
    {
        var first = await EnsureAsync();
        var set = await EnsureAsync(new CertificateOptions(Certs) { Rotate = rotation });

        Assert.Equal(changes, set.Changes.Count);
        Assert.Equal(rotation == CertificateRotation.Leaf, first.RootCaFingerprint == set.RootCaFingerprint);
    }

    [Fact]
    public async Task A_damaged_file_is_replaced()
    {
        var first = await EnsureAsync();
        await File.WriteAllTextAsync(first.ClientKey, "half a k");
        var set = await EnsureAsync();

        Assert.Equal(["Client certificate made (its files were damaged or not of each other)."], set.Changes);
    }

    [Fact]
    public async Task Concurrent_calls_end_with_one_CA()
    {
        var sets = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => EnsureAsync())));

        Assert.Single(sets.Select(set => set.RootCaFingerprint).Distinct());
        Assert.Empty((await EnsureAsync()).Changes);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_named()
    {
        var file = directory.Write("file", "");

        var failure = await Assert.ThrowsAsync<BuildChainException>(() => EnsureAsync(new CertificateOptions(Path.Combine(file, "certs"))));

        Assert.Contains(Path.Combine(file, "certs"), failure.Message, StringComparison.Ordinal);
    }

    Task<CertificateSet> EnsureAsync(CertificateOptions? options = null) => Certificates.EnsureAsync(options ?? new CertificateOptions(Certs));

    sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

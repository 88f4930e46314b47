using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BuildChain.Engine.Tls;

/// <summary>A certificate with its key, read from <c>name.crt</c> and <c>name.key</c>.</summary>
sealed record CertificatePair(X509Certificate2 Certificate)
{
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Certificate.RawData));

    /// <returns>Null when a file is missing or broken, or the key is not the certificate's.</returns>
    public static CertificatePair? TryLoad(string directory, string name)
    {
        var (certificate, key) = Paths(directory, name);
        try
        {
            return File.Exists(certificate) && File.Exists(key) ? new(X509Certificate2.CreateFromPemFile(certificate, key)) : null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The key first: a certificate whose key is missing would look like a finished pair to a server.</summary>
    public void Save(string directory, string name)
    {
        var (certificate, key) = Paths(directory, name);
        using var ecdsa = Certificate.GetECDsaPrivateKey()!;
        AtomicFile.Write(key, ecdsa.ExportPkcs8PrivateKeyPem() + "\n", KeyMode(name));
        AtomicFile.Write(certificate, Certificate.ExportCertificatePem() + "\n");
    }

    /// <summary>Puts a key file's permissions right that somebody loosened.</summary>
    public static void Protect(string directory, string name)
    {
        var key = Paths(directory, name).Key;
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(key) != KeyMode(name))
            File.SetUnixFileMode(key, KeyMode(name));
    }

    /// <summary>The services read their keys as another user, with the group of the file; nobody but its owner needs the authority's.</summary>
    static UnixFileMode KeyMode(string name) => name == CertificateWorkshop.Root ? AtomicFile.Private : AtomicFile.GroupReadable;

    public static (string Certificate, string Key) Paths(string directory, string name)
        => (Path.Combine(directory, $"{name}.crt"), Path.Combine(directory, $"{name}.key"));
}

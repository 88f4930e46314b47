using BuildChain.Engine.Tls;

namespace BuildChain.Engine;

/// <summary>Development certificates: keeps what is good, makes what is missing, expiring or not of the present CA.</summary>
public static class Certificates
{
    /// <summary>All certificates in order. Concurrent calls for one directory follow each other where something has to be made.</summary>
    /// <exception cref="BuildChainException">The directory cannot be written.</exception>
    public static async Task<CertificateSet> EnsureAsync(
        CertificateOptions options, IProgress<EngineEvent>? progress = null, CancellationToken cancellationToken = default)
    {
        try
        {
            if (new CertificateWorkshop(options).Present() is { } present)
                return present;
            CreateDirectory(options.Directory);
            using var exclusive = await EngineLocks.TakeAsync(
                Path.Combine(options.Directory, ".lock"), "Another build is making the certificates; waiting for it", options.LockTimeout, progress, cancellationToken);
            var set = new CertificateWorkshop(options).Ensure();
            foreach (var change in set.Changes)
                progress.Done(change);
            return set;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildChainException(
                $"Cannot write the certificates to {options.Directory}: {e.Message}", "Make the directory writable, or set CERT_DIR to another one.", e);
        }
    }

    /// <summary>The root CA's fingerprint without making anything; null when there is no root CA.</summary>
    public static string? Fingerprint(string directory) => CertificatePair.TryLoad(directory, "rootCA")?.Fingerprint;

    static void CreateDirectory(string directory)
    {
        // One that is there may be somebody's own.
        if (Directory.Exists(directory))
            return;
        // The group as well: the services in their containers are in it, and not the owner.
        const UnixFileMode access = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        Directory.CreateDirectory(directory, access);
        File.SetUnixFileMode(directory, access);
    }
}

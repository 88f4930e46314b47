using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using BuildChain.Engine;
using Nuke.Common;
using Nuke.Common.IO;

namespace BuildChain.Components;

/// <summary>Development certificates: a root CA that images trust, and the services' own.</summary>
public interface ISetupCerts : IHasLocks
{
    [Parameter("Replaces certificates that are still valid: leaf (server and client) or all (the root CA too)")]
    RotateChoice Rotate => TryGetValue(() => Rotate);

    /// <summary><c>CERT_DIR</c>, else <c>.esb/certs</c>.</summary>
    AbsolutePath CertificateDirectory
        => UserEnvironment.Get("CERT_DIR") is { } directory ? (AbsolutePath)Path.GetFullPath(directory, RootDirectory) : RootDirectory / BrandNames.Folder / "certs";

    Target SetupCerts => _ => _
        .Description("Makes the development certificates; keeps valid ones")
        .Executes(async () =>
        {
            var rotation = Rotate is null ? CertificateRotation.None : Enum.Parse<CertificateRotation>(Rotate, ignoreCase: true);
            await Certificates.EnsureAsync(new CertificateOptions(CertificateDirectory) { Rotate = rotation, LockTimeout = Locks.Timeout }, BuildReporter.Engine);
        });
}

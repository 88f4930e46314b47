namespace BuildChain.Engine;

/// <summary>The development certificates of a repository: a root CA, a server and a client certificate, as PEM files.</summary>
/// <param name="Directory">Where they are.</param>
/// <param name="RootCaFingerprint">SHA-256 of the root CA's DER form, 64 lower-case hex digits: what <c>ROOT_CA_FINGERPRINT</c> carries into images.</param>
/// <param name="Changes">What was made and why, one sentence each; empty when everything was still good.</param>
public sealed record CertificateSet(string Directory, string RootCaFingerprint, IReadOnlyList<string> Changes)
{
    public string RootCa => Path.Combine(Directory, "rootCA.crt");

    public string ServerCertificate => Path.Combine(Directory, "server.crt");

    public string ServerKey => Path.Combine(Directory, "server.key");

    public string ClientCertificate => Path.Combine(Directory, "client.crt");

    public string ClientKey => Path.Combine(Directory, "client.key");
}

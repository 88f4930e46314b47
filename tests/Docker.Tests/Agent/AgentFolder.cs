using System.Security.Cryptography.X509Certificates;
using BuildChain.Engine;

namespace BuildChain.DockerTests.Agent;

/// <summary>Certificates and configuration on this machine, as an agent's container gets them mounted.</summary>
sealed class AgentFolder : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("esb-agent-");

    public string Certificates => Path.Combine(_folder.FullName, "certs");

    public string Configuration => _folder.CreateSubdirectory("config").FullName;

    public static async Task<AgentFolder> CreateAsync()
    {
        var folder = new AgentFolder();
        await folder.IssueAsync(CertificateRotation.None);
        Open(folder._folder.FullName);
        return folder;
    }

    public async Task IssueAsync(CertificateRotation rotate)
    {
        await BuildChain.Engine.Certificates.EnsureAsync(new CertificateOptions(Certificates) { Rotate = rotate });
        Open(Certificates);
    }

    public void Configure(string functions)
    {
        File.WriteAllText(Path.Combine(Configuration, "functions.yml"), "version: 1\nfunctions:\n" + functions);
        Open(Configuration);
    }

    /// <summary>The client that the agent lets in.</summary>
    public HttpClient Client(Uri agent) => Client(agent, X509Certificate2.CreateFromPemFile(At("client.crt"), At("client.key")));

    /// <summary>A client with another certificate, or none.</summary>
    public HttpClient Client(Uri agent, X509Certificate2? certificate)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(At("rootCA.crt")));
        var handler = new SocketsHttpHandler { UseProxy = false, SslOptions = { CertificateChainPolicy = policy } };
        if (certificate is not null)
            handler.SslOptions.ClientCertificates = [certificate];
        return new HttpClient(handler) { BaseAddress = agent };
    }

    public void Dispose() => _folder.Delete(recursive: true);

    string At(string file) => Path.Combine(Certificates, file);

    // The service's user is not the one who runs the tests.
    static void Open(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var entry in Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            File.SetUnixFileMode(entry, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead
                | (Directory.Exists(entry) ? UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : UnixFileMode.None));
        }
    }
}

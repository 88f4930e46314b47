using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using BuildChain.Engine;

namespace BuildChain.DockerTests.Builders;

/// <summary>
/// The engine's own BuildKit as one that the remote driver reaches: a Unix socket, or a port with TLS on both sides, whose connections are handed
/// on to the engine, which switches them to BuildKit's protocol (<c>POST /grpc</c>, as buildx's docker driver asks for).
/// </summary>
sealed class BuildKitBridge : IAsyncDisposable
{
    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("esb-bk-");
    readonly Socket listener;
    readonly string? certificates;
    readonly CancellationTokenSource end = new();
    readonly string engine;
    readonly Task serving;

    BuildKitBridge(string engine, string? certificates)
    {
        (this.engine, this.certificates) = (engine, certificates);
        listener = certificates is null ? new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(certificates is null ? new UnixDomainSocketEndPoint(Path.Combine(directory.FullName, "s")) : new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(64);
        serving = ServeAsync();
    }

    /// <summary>As <c>--endpoint</c> takes it.</summary>
    public string Endpoint => listener.LocalEndPoint is IPEndPoint { Port: var port } ? $"tcp://127.0.0.1:{port}" : $"unix://{directory.FullName}/s";

    /// <param name="certificates">Folder of the server's certificate and of the authority that clients have to be of; null: without TLS.</param>
    public static BuildKitBridge To(EngineConnection connection, string? certificates = null)
        => connection.Host is { } host && host.StartsWith("unix://", StringComparison.Ordinal)
            ? new BuildKitBridge(host["unix://".Length..], certificates)
            : throw new InvalidOperationException($"The engine listens at {connection.Host ?? "an address that only its client knows"}, not at a socket");

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await serving;
        end.Dispose();
        directory.Delete(recursive: true);
    }

    async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = HandOnAsync(await listener.AcceptAsync(end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task HandOnAsync(Socket accepted)
    {
        try
        {
            using var engineSocket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await engineSocket.ConnectAsync(new UnixDomainSocketEndPoint(engine), end.Token);
            await using var here = await SecuredAsync(new NetworkStream(accepted, ownsSocket: true));
            await using var there = new NetworkStream(engineSocket);
            await there.WriteAsync(Encoding.ASCII.GetBytes("POST /grpc HTTP/1.1\r\nHost: engine\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n"), end.Token);
            await SkipHeadersAsync(there);
            await Task.WhenAny(here.CopyToAsync(there, end.Token), there.CopyToAsync(here, end.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // One side went away.
        }
    }

    async Task<Stream> SecuredAsync(NetworkStream stream)
    {
        if (certificates is null)
            return stream;
        var secured = new SslStream(stream);
        using var server = X509Certificate2.CreateFromPemFile(Path.Combine(certificates, "server.crt"), Path.Combine(certificates, "server.key"));
        await secured.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = server,
                ClientCertificateRequired = true,
                ApplicationProtocols = [SslApplicationProtocol.Http2],
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Path.Combine(certificates, "rootCA.crt")) },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
            end.Token);
        return secured;
    }

    async Task SkipHeadersAsync(NetworkStream stream)
    {
        var (buffer, seen) = (new byte[1], "");
        while (!seen.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(buffer, end.Token);
            seen += (char)buffer[0];
        }
    }
}

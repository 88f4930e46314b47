using System.Net.Sockets;

namespace BuildChain.DockerTests.EndToEnd;

/// <summary>Another socket of the engine, which can go away and come back without taking the engine from everybody else.</summary>
sealed class EngineRelay(string engineSocket) : IDisposable
{
    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("esb-relay-");
    readonly List<Socket> _open = [];
    Socket? _listener;

    public string Host => $"unix://{Path}";

    public bool IsUp => File.Exists(Path);

    string Path => System.IO.Path.Combine(_directory.FullName, "docker.sock");

    public void Start()
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        listener.Listen();
        _listener = listener;
        _ = AcceptAsync(listener);
    }

    /// <summary>Breaks off what is open and refuses what comes.</summary>
    public void Stop()
    {
        lock (_open)
        {
            foreach (var socket in _open.Append(_listener!))
                socket.Dispose();
            _open.Clear();
        }
        File.Delete(Path);
    }

    public void Dispose()
    {
        _listener?.Dispose();
        _directory.Delete(recursive: true);
    }

    async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
                _ = PassAsync(await listener.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    async Task PassAsync(Socket client)
    {
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        lock (_open)
            _open.AddRange(client, engine);
        try
        {
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(engineSocket));
            await Task.WhenAll(CopyAsync(client, engine), CopyAsync(engine, client));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // One of the two went away.
        }
        finally
        {
            client.Dispose();
        }
    }

    // docker attaches: each side may end what it has to say, and still listen.
    static async Task CopyAsync(Socket from, Socket to)
    {
        await using (var source = new NetworkStream(from))
        await using (var target = new NetworkStream(to))
            await source.CopyToAsync(target);
        to.Shutdown(SocketShutdown.Send);
    }
}

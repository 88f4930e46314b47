using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Esb.RuntimeInterface.Http;

/// <summary>Makes the answer to a request; the token is cancelled when the server ends without waiting.</summary>
delegate Task<HttpResponse> HttpHandler(HttpRequest request, CancellationToken cancellationToken);

/// <summary>
/// An HTTP/1.1 server for what Lambda's two interfaces need: whole bodies up to a limit, connections that stay open, chunked
/// requests with trailers. It starts in a fraction of the time that the web framework takes.
/// </summary>
sealed class HttpServer : IAsyncDisposable
{
    readonly Socket _listener;
    readonly int _bodyLimit;
    readonly HttpHandler _handler;
    readonly ConcurrentDictionary<HttpConnection, Task> _connections = new();
    readonly CancellationTokenSource _abort = new();
    volatile bool _stopping;

    HttpServer(Socket listener, int bodyLimit, HttpHandler handler) => (_listener, _bodyLimit, _handler) = (listener, bodyLimit, handler);

    /// <summary>Where it listens, with the port that was chosen for port 0.</summary>
    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Listens, and answers from then on.</summary>
    /// <param name="bodyLimit">Bytes; the handler gets a longer request without its body.</param>
    public static HttpServer Start(IPEndPoint endpoint, int bodyLimit, HttpHandler handler)
    {
        var listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(endpoint);
        listener.Listen(512);
        var server = new HttpServer(listener, bodyLimit, handler);
        _ = server.AcceptAsync();
        return server;
    }

    /// <summary>Refuses new connections and ends the open ones as soon as their answers are sent, at the latest after the limit.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        _stopping = true;
        _listener.Dispose();
        foreach (var connection in _connections.Keys)
            connection.Stop();
        await Task.WhenAny(Task.WhenAll(_connections.Values), Task.Delay(limit, CancellationToken.None));
    }

    /// <summary>Ends everything at once.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _listener.Dispose();
        await _abort.CancelAsync();
        await Task.WhenAll(_connections.Values);
    }

    async Task AcceptAsync()
    {
        while (!_stopping)
        {
            try
            {
                var socket = await _listener.AcceptAsync();
                socket.NoDelay = true;
                Serve(socket);
            }
            catch (SocketException) when (!_stopping)
            {
                // Too many open files, or a client that was gone at once: neither ends the server.
                await Task.Delay(20, CancellationToken.None);
            }
            catch (Exception e) when (_stopping && e is SocketException or ObjectDisposedException)
            {
            }
        }
    }

    void Serve(Socket socket)
    {
        var connection = new HttpConnection(socket, _bodyLimit, _handler);
        var served = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _connections[connection] = served.Task;
        // Stopped between accepting and being known: stopped again.
        if (_stopping)
            connection.Stop();
        _ = Task.Run(() => RunAsync(connection, served));
    }

    async Task RunAsync(HttpConnection connection, TaskCompletionSource served)
    {
        try
        {
            await connection.RunAsync(_abort.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client's business: it went away, or we did.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            connection.Dispose();
            served.SetResult();
        }
    }
}

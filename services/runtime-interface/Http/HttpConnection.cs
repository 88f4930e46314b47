using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

namespace Esb.RuntimeInterface.Http;

/// <summary>Answers the requests of one connection in turn.</summary>
sealed class HttpConnection(Socket socket, int bodyLimit, HttpHandler handler) : IDisposable
{
    // How long a client may take to close, and how long after an answer one may still be reading it.
    static readonly TimeSpan LingerLimit = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan AnswerIsRecent = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource _idle = new();
    readonly Lock _lock = new();
    bool _busy;
    bool _stopping;
    bool _disposed;
    long? _answered;

    /// <summary>Serves until one side closes, or until <see cref="Stop"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await ServeAsync(cancellationToken);
        if (_answered is { } answered && Stopwatch.GetElapsedTime(answered) < AnswerIsRecent)
            await LingerAsync(cancellationToken);
    }

    async Task ServeAsync(CancellationToken cancellationToken)
    {
        using var reader = new HttpReader(socket, bodyLimit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _idle.Token);
        try
        {
            while (await reader.ReadAsync(either.Token) is { } request && Begin())
            {
                var answer = await handler(request with { ClientIsGone = () => !reader.HasMore && IsClosed }, cancellationToken);
                var keepAlive = !request.Headers.Has("Connection", "close") && !_stopping;
                await SendAsync(answer, keepAlive, cancellationToken);
                if (!keepAlive || !End())
                    break;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Stopped between two requests.
        }
        catch (BadRequestException e)
        {
            await SendAsync(HttpResponse.Json(e.Status, $$"""{"message":"{{JsonEncodedText.Encode(e.Message)}}"}"""), keepAlive: false, cancellationToken);
        }
    }

    /// <summary>Ends the connection: at once between two requests, else after the answer.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopping = true;
            if (!_busy && !_disposed)
                _idle.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _idle.Dispose();
        socket.Dispose();
    }

    /// <summary>
    /// Closes in two steps (RFC 9112, section 9.6): the end of the answers first, the connection when the client has closed its
    /// side. Closing at once can take an answer away that a proxy, or the client's own socket, has not passed on yet.
    /// </summary>
    async Task LingerAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LingerLimit);
        socket.Shutdown(SocketShutdown.Send);
        var unread = new byte[4096];
        while (await socket.ReceiveAsync(unread, limit.Token) > 0)
        {
        }
    }

    bool Begin()
    {
        lock (_lock)
            return _busy = !_stopping;
    }

    bool End()
    {
        lock (_lock)
        {
            _busy = false;
            return !_stopping;
        }
    }

    bool IsClosed => socket.Poll(0, SelectMode.SelectError) || (socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0);

    async Task SendAsync(HttpResponse answer, bool keepAlive, CancellationToken cancellationToken)
    {
        var head = answer.Head(keepAlive);
        if (answer.Body.Length <= 16 * 1024)
        {
            // One packet: the client wakes up once.
            var whole = new byte[head.Length + answer.Body.Length];
            head.CopyTo(whole, 0);
            answer.Body.CopyTo(whole.AsMemory(head.Length));
            await SendAllAsync(whole, cancellationToken);
        }
        else
        {
            await SendAllAsync(head, cancellationToken);
            await SendAllAsync(answer.Body, cancellationToken);
        }
        _answered = Stopwatch.GetTimestamp();
    }

    async Task SendAllAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        while (rest.Length > 0)
            rest = rest[await socket.SendAsync(rest, cancellationToken)..];
    }
}

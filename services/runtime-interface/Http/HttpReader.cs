using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Esb.RuntimeInterface.Http;

/// <summary>Reads HTTP/1.1 requests (RFC 9112) from a socket, one after the other.</summary>
sealed class HttpReader(Socket socket, int bodyLimit) : IDisposable
{
    const int HeadLimit = 64 * 1024;

    // What is thrown away so that a client which sends first and reads later still sees the answer.
    const int DiscardLimit = 64 * 1024 * 1024;

    byte[] _buffer = ArrayPool<byte>.Shared.Rent(8 * 1024);
    int _start;
    int _end;

    /// <summary>Whether bytes of a next request have arrived already.</summary>
    public bool HasMore => _end > _start;

    /// <summary>The next request, or null when the client has closed the connection between two of them.</summary>
    /// <exception cref="BadRequestException">What came is not a request that can be answered; the connection is of no more use.</exception>
    public async ValueTask<HttpRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await ReadHeadAsync(cancellationToken) is not { } head)
            return null;
        var (request, isHttp10) = Parse(head);
        var headers = request.Headers;
        var chunked = headers["Transfer-Encoding"] is not null;
        if (chunked && (headers["Content-Length"] is not null || !headers.Has("Transfer-Encoding", "chunked") || isHttp10))
            throw new BadRequestException(400, "a body is either chunked or has a length");
        var length = chunked ? 0 : Length(headers);
        if ((chunked || length > 0) && headers.Has("Expect", "100-continue"))
            await socket.SendAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);
        return chunked ? await ReadChunksAsync(request, cancellationToken) : await ReadBodyAsync(request, length, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    async ValueTask<string?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            // Tolerated by RFC 9112: empty lines before a request.
            while (_end - _start >= 2 && searched == 0 && _buffer[_start] == '\r' && _buffer[_start + 1] == '\n')
                _start += 2;
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf("\r\n\r\n"u8);
            if (found >= 0)
            {
                var head = Encoding.Latin1.GetString(_buffer, _start, searched + found);
                _start += searched + found + 4;
                return head;
            }

            searched = Math.Max(0, _end - _start - 3);
            if (_end - _start >= HeadLimit)
                throw new BadRequestException(431, "the header fields are longer than 64 KiB");
            var partial = HasMore;
            if (await FillAsync(cancellationToken) == 0)
                return partial ? throw new IOException("The connection ended within a request.") : null;
        }
    }

    static (HttpRequest Request, bool IsHttp10) Parse(string head)
    {
        var lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [{ Length: > 0 } method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"])
            throw new BadRequestException(400, "that is not an HTTP/1.1 request");
        var headers = ParseFields(lines.AsSpan(1));
        var path = target.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 ? target[..query] : target;
        var isHttp10 = lines[0].EndsWith('0');
        if (isHttp10 && !headers.Has("Connection", "keep-alive"))
            headers.Add("Connection", "close");
        return (new HttpRequest(method, path, headers), isHttp10);
    }

    static HttpHeaders ParseFields(ReadOnlySpan<string> lines)
    {
        var headers = new HttpHeaders();
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[..colon].AsSpan().ContainsAny(" \t\r\n"))
                throw new BadRequestException(400, "a header field is not of the form name: value");
            headers.Add(line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
        }

        return headers;
    }

    static long Length(HttpHeaders headers)
    {
        long? length = null;
        foreach (var (name, value) in headers)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                continue;
            if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || (length ?? parsed) != parsed)
                throw new BadRequestException(400, "Content-Length must be one number");
            length = parsed;
        }

        return length ?? 0;
    }

    async ValueTask<HttpRequest> ReadBodyAsync(HttpRequest request, long length, CancellationToken cancellationToken)
    {
        if (length > bodyLimit)
        {
            await DiscardAsync(length, cancellationToken);
            return request with { IsTooLarge = true };
        }

        if (length == 0)
            return request;
        var body = GC.AllocateUninitializedArray<byte>((int)length);
        await FillAsync(body, cancellationToken);
        return request with { Body = body };
    }

    async ValueTask<HttpRequest> ReadChunksAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        long total = 0;
        while (true)
        {
            var size = ChunkSize(await ReadLineAsync(cancellationToken));
            if (size == 0)
                break;
            total += size;
            if (total > bodyLimit)
            {
                await DiscardAsync(size, cancellationToken);
            }
            else
            {
                await FillAsync(body.GetMemory(size)[..size], cancellationToken);
                body.Advance(size);
            }

            if ((await ReadLineAsync(cancellationToken)).Length > 0)
                throw new BadRequestException(400, "a chunk is longer than it says");
            if (total > DiscardLimit)
                throw new BadRequestException(413, "the body is too large");
        }

        var trailers = new List<string>();
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
            trailers.Add(line);
        var complete = request with { Trailers = ParseFields(trailers.ToArray()) };
        return total > bodyLimit ? complete with { IsTooLarge = true } : complete with { Body = body.WrittenMemory };
    }

    static int ChunkSize(string line)
    {
        var digits = line.AsSpan(0, line.IndexOf(';', StringComparison.Ordinal) is var extension and >= 0 ? extension : line.Length).Trim();
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) && size >= 0
            ? size
            : throw new BadRequestException(400, "a chunk has no size");
    }

    async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (found >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, found);
                _start += found + 2;
                return line;
            }

            if (_end - _start >= HeadLimit)
                throw new BadRequestException(431, "a line is longer than 64 KiB");
            if (await FillAsync(cancellationToken) == 0)
                throw new IOException("The connection ended within a request.");
        }
    }

    async ValueTask FillAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        var ready = Math.Min(target.Length, _end - _start);
        _buffer.AsSpan(_start, ready).CopyTo(target.Span);
        _start += ready;
        for (var rest = target[ready..]; rest.Length > 0;)
        {
            var read = await socket.ReceiveAsync(rest, cancellationToken);
            rest = read > 0 ? rest[read..] : throw new IOException("The connection ended within a body.");
        }
    }

    async ValueTask DiscardAsync(long length, CancellationToken cancellationToken)
    {
        if (length > DiscardLimit)
            throw new BadRequestException(413, "the body is too large");
        while (length > 0)
        {
            if (!HasMore && await FillAsync(cancellationToken) == 0)
                throw new IOException("The connection ended within a body.");
            var part = (int)Math.Min(length, _end - _start);
            _start += part;
            length -= part;
        }
    }

    /// <summary>Receives more behind what is there; 0 when the client has closed its side.</summary>
    async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var read = await socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read;
    }
}

/// <summary>What came is answered with this status, and the connection is closed.</summary>
sealed class BadRequestException(int status, string message) : Exception(message)
{
    public int Status => status;
}

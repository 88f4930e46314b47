namespace Esb.RuntimeInterface.Http;

/// <summary>A request whose body has been read.</summary>
/// <param name="Path">As it was sent, without query.</param>
sealed record HttpRequest(string Method, string Path, HttpHeaders Headers)
{
    /// <summary>Empty when <see cref="IsTooLarge"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body was longer than the server accepts and has been thrown away.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>Header fields after a chunked body.</summary>
    public HttpHeaders Trailers { get; init; } = [];

    /// <summary>Whether the client has closed the connection while its answer is being made.</summary>
    public Func<bool> ClientIsGone { get; init; } = static () => false;
}

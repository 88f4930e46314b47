using System.Globalization;
using System.Text;

namespace Esb.RuntimeInterface.Http;

/// <summary>An answer: status, header fields, and a body of known length.</summary>
sealed record HttpResponse(int Status, ReadOnlyMemory<byte> Body = default)
{
    /// <summary>Fields beyond length, type and connection.</summary>
    public HttpHeaders Headers { get; init; } = [];

    public string ContentType { get; init; } = "application/json";

    /// <summary>An answer with a JSON text as its body.</summary>
    public static HttpResponse Json(int status, string body) => new(status, Encoding.UTF8.GetBytes(body));

    /// <summary>Status line and header fields as they are sent.</summary>
    public byte[] Head(bool keepAlive)
    {
        var head = new StringBuilder(256).Append("HTTP/1.1 ").Append(Status.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(Reason).Append("\r\n");
        foreach (var (name, value) in Headers)
            Append(head, name, value);
        // RFC 9110: an answer without content has no length either.
        if (Status != 204)
        {
            Append(head, "Content-Type", ContentType);
            Append(head, "Content-Length", Body.Length.ToString(CultureInfo.InvariantCulture));
        }

        if (!keepAlive)
            Append(head, "Connection", "close");
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    // What others gave us must not become a header field of its own.
    static void Append(StringBuilder head, string name, string value)
    {
        head.Append(name).Append(": ");
        foreach (var c in value)
            head.Append(char.IsControl(c) ? ' ' : c);
        head.Append("\r\n");
    }

    string Reason => Status switch
    {
        200 => "OK",
        202 => "Accepted",
        204 => "No Content",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        _ => "Status",
    };
}

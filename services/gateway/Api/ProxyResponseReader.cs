using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Esb.Common.Configuration;
using Esb.Gateway.Http;

namespace Esb.Gateway.Api;

/// <summary>Reads functions' answers as HTTP responses.</summary>
/// <remarks>
/// docs.aws.amazon.com/apigateway/latest/developerguide: set-up-lambda-proxy-integrations.html (1.0), http-api-develop-integrations-lambda.html (2.0).
/// </remarks>
static class ProxyResponseReader
{
    static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };
    static readonly string[] KnownV1 = ["isBase64Encoded", "statusCode", "headers", "multiValueHeaders", "body"];

    /// <summary>Reads an answer; null when it is not what the payload format asks for.</summary>
    public static ProxyResponse? Read(ReadOnlyMemory<byte> answer, PayloadVersion payload)
    {
        try
        {
            using var document = JsonDocument.Parse(answer, Deep);
            return payload == PayloadVersion.V1 ? ReadV1(document.RootElement) : ReadV2(document.RootElement);
        }
        // The second: a member of another kind, or an escape that is no character.
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>1.0: an object whose members are all optional, but no others than these.</summary>
    static ProxyResponse? ReadV1(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || root.EnumerateObject().Any(member => !KnownV1.Contains(member.Name, StringComparer.Ordinal)))
            return null;
        var headers = HeaderList(root, "multiValueHeaders").ToList();
        // A pair that is in both counts once.
        headers.AddRange(HeaderList(root, "headers").Where(header => !headers.Contains(header)));
        return new ProxyResponse(StatusOf(root, 200), WithType(headers, "application/json"), BodyOf(root));
    }

    /// <summary>2.0: an object with a statusCode; anything else is the body of a JSON response by itself.</summary>
    static ProxyResponse? ReadV2(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("statusCode", out _))
            return new ProxyResponse(200, WithType([], "application/json"), root.ValueKind == JsonValueKind.String ? Text(root) : Raw(root));
        var headers = HeaderList(root, "headers").ToList();
        if (Member(root, "cookies") is { } cookies)
            headers.AddRange(cookies.EnumerateArray().Select(cookie => KeyValuePair.Create("Set-Cookie", Scalar(cookie))));
        return new ProxyResponse(StatusOf(root, null), WithType(headers, "text/plain; charset=utf-8"), BodyOf(root));
    }

    static int StatusOf(JsonElement root, int? fallback)
    {
        if (Member(root, "statusCode") is not { } status)
            return fallback ?? throw new FormatException("no statusCode");
        return int.TryParse(Scalar(status), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 200 and <= 599
            ? number
            : throw new FormatException("statusCode is none");
    }

    static IEnumerable<KeyValuePair<string, string>> HeaderList(JsonElement root, string name)
    {
        if (Member(root, name) is not { } headers)
            yield break;
        if (headers.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{name} is no object");
        foreach (var header in headers.EnumerateObject())
        {
            if (header.Value.ValueKind == JsonValueKind.Array && name == "multiValueHeaders")
            {
                foreach (var value in header.Value.EnumerateArray())
                    yield return new(header.Name, Scalar(value));
            }
            else
            {
                yield return new(header.Name, Scalar(header.Value));
            }
        }
    }

    static PooledBuffer BodyOf(JsonElement root)
    {
        if (Member(root, "body") is not { } body)
            return new PooledBuffer(0);
        var bytes = body.ValueKind == JsonValueKind.String ? Text(body) : throw new FormatException("body is no text");
        if (Member(root, "isBase64Encoded") is not { } flag || flag.ValueKind == JsonValueKind.False)
            return bytes;
        using (bytes)
        {
            var decoded = new PooledBuffer(Base64.GetMaxDecodedFromUtf8Length(bytes.Length));
            if (flag.ValueKind == JsonValueKind.True
                && Base64.DecodeFromUtf8(bytes.Written.Span, decoded.GetSpan(), out _, out var length) == OperationStatus.Done)
            {
                decoded.Advance(length);
                return decoded;
            }
            decoded.Dispose();
            throw new FormatException("body is no base64");
        }
    }

    static PooledBuffer Text(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text);
        var reader = new Utf8JsonReader(raw);
        reader.Read();
        var buffer = new PooledBuffer(raw.Length);
        buffer.Advance(reader.CopyString(buffer.GetSpan(raw.Length)));
        return buffer;
    }

    static PooledBuffer Raw(JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        var buffer = new PooledBuffer(raw.Length);
        buffer.Write(raw);
        return buffer;
    }

    static List<KeyValuePair<string, string>> WithType(List<KeyValuePair<string, string>> headers, string type)
    {
        if (!headers.Exists(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
            headers.Add(new("Content-Type", type));
        return headers;
    }

    static JsonElement? Member(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new FormatException("a value is no text"),
    };
}

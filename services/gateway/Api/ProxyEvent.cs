using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Esb.Common.Configuration;
using Esb.Gateway.Http;

namespace Esb.Gateway.Api;

/// <summary>The events of API Gateway's Lambda proxy integration.</summary>
static partial class ProxyEvent
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The event of a request in the format of its route.</summary>
    public static PooledBuffer Of(ApiRequest request, RouteMatch match)
    {
        var buffer = new PooledBuffer(request.Body.Length + 4096);
        using var json = new Utf8JsonWriter(buffer, Plain);
        if (match.Route.Payload == PayloadVersion.V1)
            WriteV1(json, request, match);
        else
            WriteV2(json, request, match);
        return buffer;
    }

    static void WriteBody(Utf8JsonWriter json, ReadOnlyMemory<byte> body, bool isText)
    {
        if (isText)
            json.WriteString("body", body.Span);
        else
            json.WriteBase64String("body", body.Span);
    }

    static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> texts)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in texts)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    static void WriteLists(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string[]>> lists)
    {
        json.WriteStartObject(name);
        foreach (var (key, values) in lists)
        {
            json.WriteStartArray(key);
            foreach (var value in values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    static void WriteNulls(Utf8JsonWriter json, params string[] names)
    {
        foreach (var name in names)
            json.WriteNull(name);
    }

    /// <summary>As in web servers' logs: 09/Apr/2015:12:34:56 +0000.</summary>
    static string LogTime(DateTimeOffset time) => time.UtcDateTime.ToString("dd'/'MMM'/'yyyy':'HH':'mm':'ss' +0000'", CultureInfo.InvariantCulture);

    static string ApiId(RouteConfiguration route) => route.Api ?? BrandNames.Slug;
}

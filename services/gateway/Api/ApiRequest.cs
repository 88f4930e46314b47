using System.Net;
using Esb.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Esb.Gateway.Api;

/// <summary>A request as an API's event tells of it.</summary>
/// <param name="Path">Percent-encoded, as the client wrote it.</param>
/// <param name="Query">What stands behind the question mark, as the client wrote it; empty for none.</param>
/// <param name="Headers">With those that a proxy adds, without those of the connection; names as the client wrote them.</param>
/// <param name="Body">Empty for none.</param>
sealed record ApiRequest(
    string Method,
    string Path,
    string Query,
    string Protocol,
    IReadOnlyList<KeyValuePair<string, string[]>> Headers,
    string Host,
    string SourceIp,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset Time,
    RequestIdentity Identity)
{
    static readonly HashSet<string> OfConnection = new(
        ["Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Host without port.</summary>
    public string Domain => new HostString(Host).Host;

    /// <summary>The value of a header, or null.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { } values ? string.Join(',', values) : null;

    /// <summary>The parameters of the query, decoded, in their order; each name once.</summary>
    public IReadOnlyList<KeyValuePair<string, string[]>> QueryParameters =>
    [
        .. Query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Decoded(pair[0]), Value: pair.Length > 1 ? Decoded(pair[1]) : ""))
            .GroupBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, group.Select(pair => pair.Value).ToArray())),
    ];

    /// <summary>The path and query of a request as they came, percent-encoded.</summary>
    public static (string Path, string Query) Target(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (!target.StartsWith('/'))
            target = context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
        return target.Split('?', 2) is [var path, var query] ? (path, query) : (target, "");
    }

    /// <summary>The request of a context, whose body was read already.</summary>
    public static ApiRequest Of(HttpContext context, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var (path, query) = Target(context);
        var request = context.Request;
        var source = SourceOf(context.Connection.RemoteIpAddress);
        var identity = context.Identity();
        return new ApiRequest(
            request.Method, path, query, request.Protocol == "HTTP/2" ? "HTTP/2.0" : request.Protocol, HeadersOf(request, source, identity),
            request.Host.Value ?? "", source, body, now, identity);
    }

    static List<KeyValuePair<string, string[]>> HeadersOf(HttpRequest request, string source, RequestIdentity identity)
    {
        var forwarded = request.Headers["X-Forwarded-For"].ToString();
        var own = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [RequestIdentity.TraceHeader] = identity.Trace,
            ["X-Forwarded-For"] = forwarded.Length == 0 ? source : $"{forwarded}, {source}",
            ["X-Forwarded-Port"] = FormattableString.Invariant($"{request.Host.Port ?? 443}"),
            ["X-Forwarded-Proto"] = request.Scheme,
        };
        return
        [
            .. request.Headers.Where(header => !own.ContainsKey(header.Key) && !OfConnection.Contains(header.Key) && !header.Key.StartsWith(':'))
                .Select(header => KeyValuePair.Create(header.Key, header.Value.Select(value => value ?? "").ToArray())),
            .. own.Select(header => KeyValuePair.Create(header.Key, new[] { header.Value })),
        ];
    }

    static string SourceOf(IPAddress? address) =>
        address is null ? "" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

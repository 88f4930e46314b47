using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Esb.Common.Logging;

namespace Esb.Gateway.Http;

/// <summary>What a request is known by from the client to the function, and in every log line.</summary>
/// <param name="RequestId">A new UUID for each request.</param>
/// <param name="Trace">The <c>X-Amzn-Trace-Id</c> that the function gets: <c>Root=…;Parent=…;Sampled=…</c>.</param>
sealed record RequestIdentity(string RequestId, string Trace)
{
    public const string RequestIdHeader = "x-amzn-RequestId";

    public const string TraceHeader = "X-Amzn-Trace-Id";

    /// <summary>A new identity, which keeps the caller's trace where it has one.</summary>
    /// <param name="trace">The caller's <c>X-Amzn-Trace-Id</c>; one without a valid root is replaced.</param>
    public static RequestIdentity New(string? trace, DateTimeOffset now) => new(Guid.NewGuid().ToString(), TraceText(trace, now));

    /// <summary>The fields of its log lines.</summary>
    public LogScope Scope() => new(new("RequestId", RequestId), new("Trace", Trace));

    /// <summary>Hands it on.</summary>
    public void AddTo(HttpRequestHeaders headers)
    {
        headers.TryAddWithoutValidation(RequestIdHeader, RequestId);
        headers.TryAddWithoutValidation(TraceHeader, Trace);
    }

    static string TraceText(string? caller, DateTimeOffset now)
    {
        var parts = (caller ?? "").Split(';', StringSplitOptions.TrimEntries);
        var root = Part(parts, "Root=");
        if (root is null || !IsRoot(root))
            root = string.Create(CultureInfo.InvariantCulture, $"1-{now.ToUnixTimeSeconds():x8}-{RandomNumberGenerator.GetHexString(24, lowercase: true)}");
        var parent = Part(parts, "Parent=");
        if (parent is null || !IsHex(parent, 16))
            parent = RandomNumberGenerator.GetHexString(16, lowercase: true);
        return $"Root={root};Parent={parent};Sampled={(Part(parts, "Sampled=") == "1" ? 1 : 0)}";
    }

    static string? Part(string[] parts, string prefix) =>
        Array.Find(parts, part => part.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } part ? part[prefix.Length..] : null;

    static bool IsRoot(string text) => text.Split('-') is ["1", var time, var unique] && IsHex(time, 8) && IsHex(unique, 24);

    static bool IsHex(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigit);
}

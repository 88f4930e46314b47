using System.Globalization;

namespace Esb.Agent.Docker;

/// <summary>A version of the engine's API, such as 1.47. Every request names one; the engine refuses what it does not know.</summary>
sealed record ApiVersion(int Major, int Minor)
{
    /// <summary>The newest version that the requests here were written for.</summary>
    public static ApiVersion Newest { get; } = new(1, 47);

    /// <summary>The version to speak with an engine that knows none newer than <paramref name="engine"/>.</summary>
    public static ApiVersion Negotiate(string? engine) => Parse(engine) is { } known && known.IsOlderThan(Newest) ? known : Newest;

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}";

    static ApiVersion? Parse(string? text) =>
        text?.Split('.') is [var major, var minor]
        && int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            ? new ApiVersion(first, second)
            : null;

    bool IsOlderThan(ApiVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor)) < 0;
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Esb.Common;

/// <summary>Reads settings from environment variables and collects every unusable one before the service stops.</summary>
public sealed class ServiceSettings(Func<string, string?> variable)
{
    readonly List<SettingProblem> _problems = [];

    /// <summary>Settings of this process's environment.</summary>
    public static ServiceSettings FromEnvironment() => new(Environment.GetEnvironmentVariable);

    /// <summary>What is wrong with the values read so far.</summary>
    public IReadOnlyList<SettingProblem> Problems => _problems;

    /// <summary>The value as it is; unset and empty are the same.</summary>
    public string Text(string name, string fallback) => Value(name) ?? fallback;

    /// <summary>A TCP port.</summary>
    public int Port(string name, int fallback) =>
        Parse(name, fallback, "a TCP port from 1 to 65535", static text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null);

    /// <summary>A whole number.</summary>
    public int Number(string name, int fallback, int least, int most) =>
        Parse(name, fallback, $"a whole number from {least} to {most}", text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null);

    /// <summary>A time in seconds, such as 0.5 or 300, at most a day.</summary>
    public TimeSpan Seconds(string name, TimeSpan fallback) =>
        Parse(name, fallback, "a time in seconds such as 0.5 or 300, at most 86400", static text =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= 86400
                ? TimeSpan.FromSeconds(seconds) : null);

    /// <summary>A value of another kind; <paramref name="parse"/> gives null for what is not <paramref name="accepted"/>.</summary>
    public T Value<T>(string name, T fallback, string accepted, Func<string, T?> parse) where T : class
    {
        var value = Value(name);
        if (value is null)
            return fallback;
        if (parse(value) is { } parsed)
            return parsed;
        _problems.Add(new SettingProblem(name, value, accepted));
        return fallback;
    }

    /// <summary>One of a few words, in lower case.</summary>
    public string OneOf(string name, string fallback, params string[] accepted)
    {
        var value = Value(name);
        if (value is null || accepted.Contains(value, StringComparer.Ordinal))
            return value ?? fallback;
        _problems.Add(new SettingProblem(name, value, "one of " + string.Join(", ", accepted)));
        return fallback;
    }

    /// <summary>An absolute path; whether something is there is for the reader of the path to judge.</summary>
    public string AbsolutePath(string name, string fallback)
    {
        var value = Value(name);
        if (value is null || Path.IsPathFullyQualified(value))
            return value ?? fallback;
        _problems.Add(new SettingProblem(name, value, "an absolute path such as " + fallback));
        return fallback;
    }

    /// <summary>An IPv4 network in CIDR notation, with room for at least two hosts.</summary>
    public IPNetwork Subnet(string name, IPNetwork fallback) =>
        Parse(name, fallback, $"an IPv4 network such as {fallback}, /30 or larger", static text =>
            IPNetwork.TryParse(text, out var network) && network is { BaseAddress.AddressFamily: AddressFamily.InterNetwork, PrefixLength: <= 30 }
                ? network : null);

    T Parse<T>(string name, T fallback, string accepted, Func<string, T?> parse) where T : struct
    {
        var value = Value(name);
        if (value is null)
            return fallback;
        if (parse(value) is { } parsed)
            return parsed;
        _problems.Add(new SettingProblem(name, value, accepted));
        return fallback;
    }

    string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>A variable whose value the service cannot use, and what it accepts.</summary>
public sealed record SettingProblem(string Name, string Value, string Accepted)
{
    /// <summary>One sentence, as it is logged.</summary>
    public override string ToString() => $"{Name} is \"{Value}\": it must be {Accepted}";
}

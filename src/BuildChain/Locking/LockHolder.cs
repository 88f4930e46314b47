using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BuildChain.Locking;

/// <summary>Who holds a lock, as one JSON line of the lock file. For people to read; the lock itself is the kernel's.</summary>
public sealed record LockHolder(int Pid, string Host, string User, string Command, DateTimeOffset Since)
{
    /// <summary>This process, now.</summary>
    public static LockHolder Current(string? command = null)
        => new(Environment.ProcessId, Environment.MachineName, Environment.UserName, command ?? OwnCommand, Now());

    public override string ToString()
        => $"{Command} (pid {Pid} of {User} on {Host}, since {Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}Z)";

    /// <summary>The holders as one phrase; a name is missing when it could not be written, or not yet.</summary>
    public static string Describe(IReadOnlyList<LockHolder> holders)
        => holders.Count == 0 ? "a process that left no name" : string.Join(" and ", holders);

    internal byte[] ToLine() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, LockJson.Default.LockHolder) + "\n");

    /// <summary>The names in a lock file's text, without those of processes that are gone; lines that are no JSON are passed over.</summary>
    internal static IReadOnlyList<LockHolder> Parse(string text)
        => [.. text.Split('\n').Select(ParseLine).OfType<LockHolder>().Where(holder => holder.MayBeAlive()).Distinct()];

    static LockHolder? ParseLine(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize(line, LockJson.Default.LockHolder) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    bool MayBeAlive()
    {
        if (Host != Environment.MachineName)
            return true;

        try
        {
            using var process = Process.GetProcessById(Pid);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // Only the words before the first option: what follows may be a value that nobody else should read.
    static string OwnCommand { get; } = string.Join(' ', Environment.GetCommandLineArgs()
        .Skip(1)
        .TakeWhile(argument => !argument.StartsWith('-'))
        .Prepend(Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0])));

    static DateTimeOffset Now()
    {
        var now = DateTimeOffset.UtcNow;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LockHolder))]
sealed partial class LockJson : JsonSerializerContext;

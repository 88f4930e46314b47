using System.Globalization;

namespace BuildChain.Locking;

/// <summary>A lock was not free within <see cref="LockOptions.Timeout"/>; the message names its holder.</summary>
public sealed class LockTimeoutException : BuildChainException
{
    public LockTimeoutException(string path, TimeSpan timeout, IReadOnlyList<LockHolder> holders)
        : base($"Waited {Duration(timeout)} for the lock {path}, held by {LockHolder.Describe(holders)}.", Advice(holders))
        => (Path, Holders) = (path, holders);

    public string Path { get; }

    public IReadOnlyList<LockHolder> Holders { get; }

    static string Advice(IReadOnlyList<LockHolder> holders)
    {
        var local = holders.Where(holder => holder.Host == Environment.MachineName).Select(holder => $"kill {holder.Pid}").ToList();
        var stop = local.Count == 0 ? "stop its holder" : $"stop its holder: {string.Join("; ", local)}";
        return $"Let it finish, wait longer (--lock-timeout), or {stop}. Deleting the file does not free the lock.";
    }

    static string Duration(TimeSpan time)
        => time.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}

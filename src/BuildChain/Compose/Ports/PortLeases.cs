using System.Globalization;
using BuildChain.Engine;
using BuildChain.Locking;

namespace BuildChain.Compose;

/// <summary>Blocks of ports for stacks that run side by side: no two projects of this home ever get the same.</summary>
/// <remarks>
/// A block belongs to a project while a process holds the kernel lock on <c>&lt;first&gt;.lock</c>, or while there is its record
/// <c>&lt;first&gt;.json</c> and anything of the project in the engine. A record without either is taken away by whoever needs a block next.
/// A project that asks again gets its own block again. Ports that another program has are passed over.
/// </remarks>
public sealed class PortLeases(string directory, PortRange? range = null)
{
    readonly PortRange _range = range ?? PortRange.Default;

    /// <summary><c>$ESB_HOME/ports</c>, else <c>~/.esb/ports</c>.</summary>
    public static PortLeases Default() => new(Path.Combine(new EngineRequest().Home, "ports"));

    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>The project's block, or a new one. Waits where another process holds the project's block.</summary>
    /// <param name="engine">The engine that the project is on, as <see cref="EngineConnection.Host"/> has it.</param>
    /// <param name="living">The projects that there is anything of in this engine; asked only when there are records of others.</param>
    /// <exception cref="BuildChainException">Every block is taken, or the directory cannot be written.</exception>
    public async Task<PortLease> AcquireAsync(
        string project, string? engine, Func<CancellationToken, Task<IReadOnlySet<string>>> living,
        LockOptions? options = null, CancellationToken cancellationToken = default)
    {
        Create();
        while (true)
        {
            if (Find(project) is { } own)
            {
                var held = await FileLock.AcquireAsync(LockPath(own.First), LockMode.Exclusive, options, cancellationToken);
                // Whoever held it may have released the block for good.
                if (PortRecord.Read(RecordPath(own.First))?.Project == project)
                    return new PortLease(own, held);
                await held.DisposeAsync();
            }

            await using var scan = await ScanLockAsync(options, cancellationToken);
            if (Find(project) is null)
                return await ClaimAsync(new PortRecord(0, _range.BlockSize, project, engine ?? "", DateTimeOffset.UtcNow), living, cancellationToken);
        }
    }

    /// <summary>The project is gone: anybody may have its ports.</summary>
    public async Task ReleaseAsync(string project, CancellationToken cancellationToken = default)
    {
        if (Find(project) is null)
            return;
        await using var scan = await ScanLockAsync(null, cancellationToken);
        // Meanwhile the block may have become another project's.
        if (Find(project) is { } record)
            File.Delete(RecordPath(record.First));
    }

    /// <summary>Every record, in the order of the blocks.</summary>
    public IReadOnlyList<PortRecord> List()
        => System.IO.Directory.Exists(Directory)
            ? [.. System.IO.Directory.EnumerateFiles(Directory, "*.json").Select(PortRecord.Read).OfType<PortRecord>().OrderBy(record => record.First)]
            : [];

    async Task<PortLease> ClaimAsync(PortRecord wanted, Func<CancellationToken, Task<IReadOnlySet<string>>> living, CancellationToken cancellationToken)
    {
        IReadOnlySet<string>? alive = null;
        foreach (var first in _range.Blocks)
        {
            if (FileLock.TryAcquire(LockPath(first), LockMode.Exclusive) is not { } held)
                continue;
            try
            {
                if (PortRecord.Read(RecordPath(first)) is { } record)
                {
                    alive ??= await living(cancellationToken);
                    if (!IsGone(record, wanted.Engine, alive))
                        continue;
                }

                if (!Enumerable.Range(first, _range.BlockSize).All(PortProbe.IsFree))
                    continue;
                var claimed = wanted with { First = first };
                claimed.Write(RecordPath(first));
                var lease = new PortLease(claimed, held);
                held = null;
                return lease;
            }
            finally
            {
                held?.Dispose();
            }
        }

        throw new BuildChainException(
            $"No block of {_range.BlockSize} free ports is left from {_range.First} to {_range.Last}.",
            "Remove stacks that nobody needs (./build.sh Down --env NAME), or give ports by their parameters.");
    }

    /// <summary>Of another engine nothing is known but whether it is there at all.</summary>
    static bool IsGone(PortRecord record, string engine, IReadOnlySet<string> alive)
    {
        const string scheme = "unix://";
        return record.Engine == engine ? !alive.Contains(record.Project)
            : record.Engine.StartsWith(scheme, StringComparison.Ordinal) && !File.Exists(record.Engine[scheme.Length..]);
    }

    PortRecord? Find(string project) => List().FirstOrDefault(record => record.Project == project);

    Task<FileLock> ScanLockAsync(LockOptions? options, CancellationToken cancellationToken)
        => FileLock.AcquireAsync(Path.Combine(Directory, ".lock"), LockMode.Exclusive, options, cancellationToken);

    string RecordPath(int first) => Path.Combine(Directory, first.ToString(CultureInfo.InvariantCulture) + ".json");

    string LockPath(int first) => Path.Combine(Directory, first.ToString(CultureInfo.InvariantCulture) + ".lock");

    void Create()
    {
        try
        {
            System.IO.Directory.CreateDirectory(Directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildChainException(
                $"Cannot create the directory of the port leases, {Directory}: {e.Message}", $"Make its parent writable, or set {BrandNames.Env}HOME to a directory that is.", e);
        }
    }
}

using System.Text.Json;
using BuildChain.Engine;
using BuildChain.Locking;

namespace BuildChain.EndToEnd;

/// <summary>
/// The runs of this user on this machine: per run <c>&lt;tag&gt;.lock</c>, held while the run's process lives, and <c>&lt;tag&gt;.json</c>, there
/// until everything of the run is gone. A record whose lock is free is of a run that was killed, or kept.
/// </summary>
public sealed class RunStore(string directory)
{
    const int MostOfOneName = 1000;
    const string BuildLock = ".lock-";

    public string Directory => directory;

    /// <summary><c>$ESB_HOME/e2e</c>, else <c>~/.esb/e2e</c>.</summary>
    public static RunStore Default => new(Path.Combine(new EngineRequest().Home, "e2e"));

    /// <summary>Takes the first free of <c>tag</c>, <c>tag-2</c>, <c>tag-3</c> …; what a killed run left is not free.</summary>
    /// <param name="record">Makes the record for the tag that was found free.</param>
    /// <exception cref="BuildChainException">The directory cannot be written, or a thousand runs have the name.</exception>
    public RunLease Take(string tag, Func<string, RunRecord> record)
    {
        WritablePlace.Check(directory);
        System.IO.Directory.CreateDirectory(directory);
        for (var number = 1; number <= MostOfOneName; number++)
        {
            var candidate = RunNames.Numbered(tag, number);
            // A record says more than a lock: there is something of that name in the engine.
            if (File.Exists(RecordFile(candidate)) || FileLock.TryAcquire(LockFile(candidate), LockMode.Exclusive) is not { } held)
                continue;
            if (!File.Exists(RecordFile(candidate)))
                return new RunLease(this, held, Write(record(candidate)));
            held.Dispose();
        }
        throw new BuildChainException($"There are {MostOfOneName} runs named {tag} in {directory}.", "Remove what is left of killed runs: ./build.sh E2EClean");
    }

    /// <summary>Runs whose process is gone, oldest first; each is leased to the caller, so that two never remove the same.</summary>
    public IReadOnlyList<RunLease> TakeDead() => [.. Records().Select(TryTakeDead).OfType<RunLease>()];

    /// <summary>Runs that are under way, oldest first.</summary>
    public IReadOnlyList<RunRecord> Living() => [.. Records().Where(record =>
    {
        using var free = FileLock.TryAcquire(LockFile(record.Tag), LockMode.Shared);
        return free is null;
    })];

    /// <summary>All that are not gone, dead or alive, oldest first.</summary>
    public IReadOnlyList<RunRecord> Records() => !System.IO.Directory.Exists(directory) ? []
        : [.. System.IO.Directory.EnumerateFiles(directory, "*.json").Select(Read).OfType<RunRecord>().OrderBy(record => record.Started).ThenBy(record => record.Tag, StringComparer.Ordinal)];

    /// <summary>The lock of runs that want the same images; its holder removes it.</summary>
    internal string BuildLockFile(string key) => Path.Combine(directory, BuildLock + key);

    /// <summary>What killed holders of such locks left.</summary>
    internal void RemoveFreeLocks()
    {
        foreach (var file in System.IO.Directory.Exists(directory) ? System.IO.Directory.EnumerateFiles(directory, BuildLock + "*") : [])
        {
            using var free = FileLock.TryAcquire(file, LockMode.Exclusive);
            if (free is not null)
                File.Delete(file);
        }
    }

    internal RunRecord Write(RunRecord record)
    {
        AtomicFile.Write(RecordFile(record.Tag), JsonSerializer.Serialize(record, RunJson.Default.RunRecord) + "\n");
        return record;
    }

    internal void Remove(RunRecord record)
    {
        File.Delete(RecordFile(record.Tag));
        File.Delete(LockFile(record.Tag));
    }

    RunLease? TryTakeDead(RunRecord record)
    {
        if (FileLock.TryAcquire(LockFile(record.Tag), LockMode.Exclusive) is not { } held)
            return null;
        // Somebody may have removed it, and somebody else taken the name, since the record was read.
        if (Read(RecordFile(record.Tag)) is { } now)
            return new RunLease(this, held, now);
        held.Dispose();
        return null;
    }

    static RunRecord? Read(string file)
    {
        var tag = Path.GetFileNameWithoutExtension(file);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), RunJson.Default.RunRecord) is { Project.Length: > 0 } record && record.Tag == tag ? record : Damaged(tag, file);
        }
        catch (JsonException)
        {
            return Damaged(tag, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The tag alone leads to containers, networks, volumes, images and ports.</summary>
    static RunRecord? Damaged(string tag, string file)
        => tag.StartsWith("e2e-", StringComparison.Ordinal) && tag.Length > "e2e-".Length
            ? new RunRecord(tag, RunNames.Project(tag), "a damaged record", "default", "docker", "", 0, new DateTimeOffset(File.GetLastWriteTimeUtc(file))) : null;

    string RecordFile(string tag) => Path.Combine(directory, tag + ".json");

    string LockFile(string tag) => Path.Combine(directory, tag + ".lock");
}

/// <summary>The right to a run's name; ends with its process at the latest.</summary>
public sealed class RunLease : IDisposable
{
    readonly RunStore _store;
    readonly FileLock _held;

    internal RunLease(RunStore store, FileLock held, RunRecord record) => (_store, _held, Record) = (store, held, record);

    public RunRecord Record { get; private set; }

    /// <summary>Changes the record on disk: before something is made that has to be removed.</summary>
    public void Update(Func<RunRecord, RunRecord> change) => Record = _store.Write(change(Record));

    /// <summary>Everything of the run is gone, and the name is free.</summary>
    public void Complete()
    {
        _store.Remove(Record);
        _held.Dispose();
    }

    /// <summary>Lets go of the name; a record that was not completed stays for E2EClean.</summary>
    public void Dispose() => _held.Dispose();
}

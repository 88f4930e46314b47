namespace BuildChain.Locking;

/// <summary>What concurrent builds of one user take turns at.</summary>
/// <remarks>
/// Nothing here for missing base images: of two bakes on one engine that need the same step, BuildKit runs it once and lets both have
/// it, while a lock would make a bake wait that has nothing to wait for. Bakes of exactly the same content wait for the first of them
/// (<see cref="BuildChain.Bake.FinishedBakes.OnceAsync"/>).
/// </remarks>
public enum BuildLock
{
    /// <summary>Writing the version files that images are stamped with; held for milliseconds.</summary>
    Meta,

    /// <summary>Switching the shared cache to a new snapshot; held for milliseconds, never during a build.</summary>
    Bake,
}

/// <summary>The named locks in one directory: <c>.lock-meta</c>, <c>.lock-bake</c>.</summary>
public sealed class BuildLocks(string directory)
{
    public string Directory { get; } = System.IO.Path.GetFullPath(directory);

    /// <summary>
    /// <c>$ESB_HOME/.cache/staging</c>, else <c>$XDG_CACHE_HOME/esb/staging</c>, else <c>~/.esb/.cache/staging</c>.
    /// An empty variable counts as unset.
    /// </summary>
    /// <param name="variable">Looks up an environment variable; null for this process's own environment.</param>
    public static BuildLocks Default(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        var (home, xdg) = (variable($"{BrandNames.Env}HOME"), variable("XDG_CACHE_HOME"));
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new BuildLocks(
            !string.IsNullOrEmpty(home) ? System.IO.Path.Combine(home, ".cache", "staging")
            : !string.IsNullOrEmpty(xdg) ? System.IO.Path.Combine(xdg, BrandNames.Slug, "staging")
            : System.IO.Path.Combine(user, BrandNames.Folder, ".cache", "staging"));
    }

    public string Path(BuildLock name) => System.IO.Path.Combine(Directory, name switch
    {
        BuildLock.Meta => ".lock-meta",
        BuildLock.Bake => ".lock-bake",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    });

    /// <summary>Takes the lock for this process alone, creating its directory.</summary>
    /// <exception cref="LockTimeoutException">Not free within the timeout.</exception>
    /// <exception cref="BuildChainException">The directory cannot be created, or the file not opened or locked.</exception>
    public Task<FileLock> AcquireAsync(BuildLock name, LockOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            System.IO.Directory.CreateDirectory(Directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildChainException(
                $"Cannot create the directory of the build locks, {Directory}: {e.Message}",
                $"Make its parent writable, or set {BrandNames.Env}HOME to a directory that is.",
                e);
        }

        return FileLock.AcquireAsync(Path(name), LockMode.Exclusive, options, cancellationToken);
    }
}

using BuildChain.Locking;

namespace BuildChain.Engine;

/// <summary>What kind of engine is wanted and where the private one lives.</summary>
public sealed record EngineRequest(EngineMode Mode = EngineMode.Auto)
{
    /// <summary>The directory that holds <c>engine/</c>; default <c>$ESB_HOME</c>, else <c>~/.esb</c>.</summary>
    public string Home { get; init; } = DefaultHome();

    /// <summary>How long to wait for another build that makes the engine ready.</summary>
    public TimeSpan LockTimeout { get; init; } = LockOptions.Default.Timeout;

    /// <summary>How long a private engine may take to answer after it was started.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The command a message suggests for another try, for instance with <c>sudo</c> before it.</summary>
    public string Command { get; init; } = "./build.sh SetupEngine";

    /// <summary>The files apt reads its sources from; another root than <c>/etc/apt</c> serves tests.</summary>
    public string AptDirectory { get; init; } = "/etc/apt";

    static string DefaultHome()
        => Environment.GetEnvironmentVariable($"{BrandNames.Env}HOME") is { Length: > 0 } home
            ? Path.GetFullPath(home)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), BrandNames.Folder);
}

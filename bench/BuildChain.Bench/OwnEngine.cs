using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.Bench;

/// <summary>
/// A private engine for the benchmark alone, of the packages that this home's private engine is made of: what is measured neither fills
/// nor empties the build cache of an engine in use.
/// </summary>
sealed class OwnEngine : IAsyncDisposable
{
    readonly string home;

    OwnEngine(string home, EngineConnection connection) => (this.home, Connection) = (home, connection);

    public EngineConnection Connection { get; }

    /// <summary>Why there cannot be one; null when nothing is in the way.</summary>
    public static string? Obstacle()
        => !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "an engine of the benchmark's own needs Linux and root"
            : !File.Exists(Packages("packages.json")) ? $"an engine of the benchmark's own needs the packages of the private one ({Packages("root")}); ./build.sh SetupEngine --engine private unpacks them"
            : null;

    /// <param name="home">Made, and removed when done; an engine that a killed benchmark left there is removed first.</param>
    public static async Task<OwnEngine> StartAsync(string home, CancellationToken cancellationToken)
    {
        await RemoveAsync(home);
        var directory = Directory.CreateDirectory(Path.Combine(home, "engine")).FullName;
        File.CreateSymbolicLink(Path.Combine(directory, "root"), Packages("root"));
        File.Copy(Packages("packages.json"), Path.Combine(directory, "packages.json"));
        try
        {
            return new OwnEngine(home, await Engines.AcquireAsync(Request(home), cancellationToken: cancellationToken));
        }
        catch
        {
            await RemoveAsync(home);
            throw;
        }
    }

    /// <summary>Copies an image from another engine; what that one does not have, builds pull.</summary>
    public async Task CopyImageAsync(EngineConnection from, string image, string archive, CancellationToken cancellationToken)
    {
        if (!(await ProcessRunner.TryRunAsync(from.Docker("image", "inspect", image), cancellationToken)).Succeeded)
            return;

        await ProcessRunner.RunAsync(from.Docker("image", "save", "--output", archive, image), cancellationToken);
        await ProcessRunner.RunAsync(Connection.Docker("image", "load", "--input", archive), cancellationToken);
        File.Delete(archive);
    }

    public async ValueTask DisposeAsync() => await RemoveAsync(home);

    static EngineRequest Request(string home) => new(EngineMode.Private) { Home = home };

    static async Task RemoveAsync(string home)
    {
        if (!Directory.Exists(home))
            return;

        await Engines.StopAsync(Request(home));
        Directory.Delete(home, recursive: true);
    }

    static string Packages(string name) => Path.Combine(new EngineRequest().Home, "engine", name);
}

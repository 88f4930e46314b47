using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Esb.Tests.Provisioner;

/// <summary>A fact that needs node and npm, which bring servers that speak the protocols of S3 and DynamoDB.</summary>
sealed class NpmFactAttribute : FactAttribute
{
    public NpmFactAttribute() => Skip = NpmServers.Missing is [] ? null : $"{string.Join(" and ", NpmServers.Missing)} not found: the servers of this test come from npm";
}

/// <summary>Real servers out of npm packages of fixed versions, installed once into <c>.esb/test-servers</c>.</summary>
static class NpmServers
{
    static readonly string[] Packages = ["s3rver@3.7.1", "dynalite@4.0.0"];

    static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    public static IReadOnlyList<string> Missing { get; } = [.. new[] { "node", "npm" }.Where(program => Find(program) is null)];

    /// <summary>Starts S3 with the key and secret <c>S3RVER</c>.</summary>
    public static Task<NpmServer> S3Async(int port, string data) =>
        StartAsync(port, "s3rver/bin/s3rver.js", "--directory", data, "--address", "127.0.0.1", "--port", $"{port}");

    /// <summary>Starts DynamoDB in memory; a table takes a moment to become active.</summary>
    public static Task<NpmServer> DynamoDbAsync(int port) =>
        StartAsync(port, "dynalite/cli.js", "--host", "127.0.0.1", "--port", $"{port}", "--createTableMs", "400");

    static async Task<NpmServer> StartAsync(int port, string script, params string[] arguments)
    {
        var modules = Path.Combine(await Installed.Value, "node_modules");
        return new NpmServer(Start("node", [Path.Combine(modules, script), .. arguments]), port);
    }

    static async Task<string> InstallAsync()
    {
        var parent = Path.Combine(Root(), ".esb", "test-servers");
        var folder = Path.Combine(parent, string.Join('+', Packages));
        if (Directory.Exists(folder))
            return folder;
        var fresh = Path.Combine(parent, $".{Guid.NewGuid():N}");
        Directory.CreateDirectory(fresh);
        // --ignore-scripts: the packages bring what they need compiled.
        using var install = Start("npm", ["install", "--prefix", fresh, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error", .. Packages]);
        var (output, error) = (install.StandardOutput.ReadToEndAsync(), install.StandardError.ReadToEndAsync());
        await install.WaitForExitAsync();
        Assert.True(install.ExitCode == 0, $"npm install failed: {await output}{await error}");
        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(fresh, recursive: true);
        }
        return folder;
    }

    static Process Start(string program, string[] arguments) => Process.Start(
        new ProcessStartInfo(Find(program)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;

    static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".cmd"), Path.Combine(folder, program + ".exe") })
        .FirstOrDefault(File.Exists);

    static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}

/// <summary>A running server; its process ends with the test.</summary>
sealed class NpmServer : IDisposable
{
    readonly Process _process;

    public NpmServer(Process process, int port)
    {
        (_process, Address) = (process, $"http://127.0.0.1:{port}");
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Address { get; }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}

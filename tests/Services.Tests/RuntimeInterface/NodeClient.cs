using System.Diagnostics;

namespace Esb.Tests.RuntimeInterface;

/// <summary>A test with AWS's own runtime client for Node.js, which is compiled on this machine: it takes minutes, and is asked for.</summary>
sealed class NodeClientFactAttribute : FactAttribute
{
    const string Variable = "ESB_TEST_AWS_CLIENTS";

    public NodeClientFactAttribute() => Skip = InterfaceFactAttribute.Obstacle
        ?? (Environment.GetEnvironmentVariable(Variable) == "1" ? null : $"{Variable}=1 builds AWS's client from npm (node, npm, cmake, make and g++) and runs this");
}

/// <summary>npm's <c>aws-lambda-ric</c>, built once into <c>.esb/test-servers</c>.</summary>
static class NodeClient
{
    const string Package = "aws-lambda-ric@4.0.2";

    static readonly Lazy<Task<string>> Built = new(BuildAsync);

    /// <summary>The command that runs a handler, for the runtime interface.</summary>
    public static async Task<string[]> CommandAsync(string handler) => ["/usr/bin/env", "node", await Built.Value, handler];

    static async Task<string> BuildAsync()
    {
        var folder = Path.Combine(InterfaceFactAttribute.Metadata("RepositoryRoot"), ".esb", "test-servers", Package);
        var package = Path.Combine(folder, "node_modules", "aws-lambda-ric");
        var main = Path.Combine(package, "index.mjs");
        if (File.Exists(Path.Combine(package, "rapid-client.node")))
            return main;
        Directory.CreateDirectory(folder);
        await RunAsync(folder, "npm", "install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error", Package);
        // The package's own scripts, by hand: newer npm runs none without being told so.
        await RunAsync(package, "sh", "scripts/preinstall.sh");
        await RunAsync(package, "sh", "scripts/postinstall.sh");
        return main;
    }

    static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{Path.GetFullPath(Path.Combine(folder, "..", ".bin"))}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} failed:\n{await output}\n{await error}");
    }
}

using System.Diagnostics;
using BuildChain.Processes;

namespace TestProcess;

/// <summary>A small disk in memory, for tests of full and read-only disks.</summary>
public sealed class Tmpfs : IAsyncDisposable
{
    static readonly Lazy<string?> Checked = new(Check);

    readonly string directory;

    Tmpfs(string directory) => this.directory = directory;

    /// <summary>Why there is none here; null when there is.</summary>
    public static string? Obstacle => Checked.Value;

    /// <param name="size">As mount's option has it: <c>1m</c>, <c>1m,nr_inodes=20</c>.</param>
    public static async Task<Tmpfs> MountAsync(string directory, string size)
    {
        Directory.CreateDirectory(directory);
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", directory);
        return new Tmpfs(directory);
    }

    public Task RemountAsync(string option) => RunAsync("mount", "-o", $"remount,{option}", directory);

    public async ValueTask DisposeAsync() => await RunAsync("umount", directory);

    static string? Check()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return "Mounting a small disk needs Linux and root.";

        var mountPoint = Directory.CreateTempSubdirectory("esb-mount-");
        var mounted = Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mountPoint.FullName) == 0 && Run("umount", mountPoint.FullName) == 0;
        mountPoint.Delete();
        return mounted ? null : "Mounting a small disk needs CAP_SYS_ADMIN.";
    }

    static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }

    static Task<ProcessResult> RunAsync(string program, params string[] arguments)
        => ProcessRunner.RunAsync(new ProcessRequest(program, arguments));
}

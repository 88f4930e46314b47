using System.Globalization;
using System.Runtime.InteropServices;
using BuildChain.Processes;

namespace BuildChain.Engine.Private;

/// <summary>A daemon that outlives the build: started in a session of its own, known by a pid file.</summary>
/// <param name="Marker">An argument that only this home's daemon has: a pid file may outlive its process and name another's.</param>
sealed record DaemonProcess(string Name, string PidFile, string LogFile, string Marker)
{
    const int Terminate = 15;
    const int Kill = 9;
    const long LogLimit = 8 * 1024 * 1024;

    /// <summary>The process id, also when the pid file is lost; null when it does not run.</summary>
    public int? Find()
        => File.Exists(PidFile)
           && int.TryParse(File.ReadAllText(PidFile).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
           && IsOurs(pid)
            ? pid
            : FindByArgument(Marker).Where(IsNamed).Select(found => (int?)found).FirstOrDefault();

    /// <summary>Starts it; neither Ctrl-C nor the end of the build reaches it, and it holds no pipe of the build.</summary>
    public async Task StartAsync(string program, string[] arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogFile)!);
        if (new FileInfo(LogFile) is { Exists: true, Length: > LogLimit })
            File.Move(LogFile, LogFile + ".1", overwrite: true);
        File.Delete(PidFile);
        const string script = "log=$1; pid=$2; shift 2; exec </dev/null >>\"$log\" 2>&1; [ -z \"$pid\" ] || echo $$ >\"$pid\"; exec \"$@\"";
        await ProcessRunner.RunAsync(
            new ProcessRequest("setsid", ["--fork", "sh", "-c", script, "sh", LogFile, PidFile, program, .. arguments])
            {
                Environment = environment,
                WorkingDirectory = "/",
            },
            cancellationToken);
    }

    /// <summary>Asks the process to end, and ends it when the time is over.</summary>
    /// <returns>False when it did not run.</returns>
    public async Task<bool> StopAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (Find() is not { } pid)
            return false;
        Send(pid, Terminate);
        for (var waited = TimeSpan.Zero; waited < patience && IsOurs(pid); waited += Pause)
            await Task.Delay(Pause, cancellationToken);
        if (IsOurs(pid))
            Send(pid, Kill);
        while (IsOurs(pid))
            await Task.Delay(Pause, cancellationToken);
        File.Delete(PidFile);
        return true;
    }

    /// <summary>The end of the log, for a message; only what was written after <paramref name="from"/>.</summary>
    public string LogEnd(long from, int lines = 30)
    {
        if (!File.Exists(LogFile))
            return "";
        using var stream = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(Math.Min(from, stream.Length), SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(lines).Select(line => $"  | {line}"));
    }

    public long LogLength => new FileInfo(LogFile) is { Exists: true } file ? file.Length : 0;

    /// <summary>Ids of all processes whose command line has this text in an argument.</summary>
    public static IReadOnlyList<int> FindByArgument(string text)
        =>
        [
            .. Directory.GetDirectories("/proc")
                .Select(directory => int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
                .Where(pid => pid > 0 && pid != Environment.ProcessId && CommandLine(pid).Contains(text, StringComparison.Ordinal)),
        ];

    public static void End(int pid) => Send(pid, Kill);

    static TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(50);

    bool IsOurs(int pid) => CommandLine(pid).Split('\0').Contains(Marker);

    bool IsNamed(int pid) => IsOurs(pid) && Path.GetFileName(CommandLine(pid).Split('\0')[0]) == Name;

    // Empty for a process that is gone, and for a zombie, which is as good as gone.
    static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    static void Send(int pid, int signal) => _ = NativeKill(pid, signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int NativeKill(int pid, int signal);
}

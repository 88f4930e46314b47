using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Esb.RuntimeNode.Containerd;

/// <summary>One run of containerd as a child process; its log goes on as this service's lines.</summary>
sealed partial class ContainerdProcess : IDisposable
{
    const int SigTerm = 15;
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(3);

    readonly Process _process;

    ContainerdProcess(Process process) => _process = process;

    /// <summary>The process id in this container.</summary>
    public int Id => _process.Id;

    /// <summary>Starts containerd with the written configuration.</summary>
    public static ContainerdProcess Start(NodeSettings node, ILogger log)
    {
        var start = new ProcessStartInfo("/usr/bin/containerd", ["--config", NodeSettings.ContainerdConfig])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Forward(log, line.Data);
        process.ErrorDataReceived += (_, line) => Forward(log, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ContainerdProcess(process);
    }

    /// <summary>Waits for its end; on cancellation asks it to stop, and kills it when it does not within 3 seconds.</summary>
    public async Task<int> WaitAsync(CancellationToken stoppingToken)
    {
        await _process.WaitForExitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
            await StopAsync();
        return _process.ExitCode;
    }

    async Task StopAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        _ = Kill(_process.Id, SigTerm);
        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    static void Forward(ILogger log, string? line)
    {
        if (line is null)
            return;
        var entry = LogfmtLine.Parse(line);
        log.Log(entry.Level, default, entry.Message, null, static (message, _) => message);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}

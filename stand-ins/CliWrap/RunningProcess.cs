using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CliWrap;

/// <summary>An operating system process whose three streams are redirected.</summary>
sealed partial class RunningProcess : IDisposable
{
    const int SigInt = 2;

    readonly Process _process;

    RunningProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        StartTime = ExitTime = DateTimeOffset.Now;
    }

    public int Id { get; }

    public DateTimeOffset StartTime { get; }

    public DateTimeOffset ExitTime { get; private set; }

    public int ExitCode => _process.ExitCode;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Error => _process.StandardError.BaseStream;

    public static RunningProcess Start(Command command)
    {
        var info = new ProcessStartInfo
        {
            FileName = WindowsScripts.Qualify(command.TargetFilePath),
            Arguments = command.Arguments,
            WorkingDirectory = command.WorkingDirPath,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var (name, value) in command.EnvironmentVariables)
        {
            if (value is null)
                info.Environment.Remove(name);
            else
                info.Environment[name] = value;
        }

        var process = new Process { StartInfo = info, EnableRaisingEvents = true };
        try
        {
            process.Start();
            return new RunningProcess(process);
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            throw new Win32Exception(
                $"Failed to start '{info.FileName}' in '{info.WorkingDirectory}': the program or the directory does not exist " +
                $"or may not be used ({e.Message}).",
                e);
        }
    }

    public async Task WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        ExitTime = DateTimeOffset.Now;
    }

    public async Task FeedInputAsync(PipeSource source, CancellationToken cancellationToken)
    {
        try
        {
            await using var input = _process.StandardInput.BaseStream;
            await source.CopyToAsync(input, cancellationToken).WaitAsync(cancellationToken);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            // A broken pipe: the program ended, or closed its input, without reading all of it.
        }
    }

    public static async Task DrainAsync(Stream stream, PipeTarget target, CancellationToken cancellationToken)
    {
        await using (stream)
            await target.CopyFromAsync(stream, cancellationToken);
    }

    /// <summary>Ctrl-C for the process itself. Where there is no such signal, the process is killed.</summary>
    public void Interrupt()
    {
        if (OperatingSystem.IsWindows() || SendSignal(Id, SigInt) != 0)
            Kill();
    }

    /// <summary>Ends the process and its descendants.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended, or ends right now; if neither, waiting for it reports that.
        }
    }

    public void Dispose() => _process.Dispose();

    public override string ToString() => $"Process {Path.GetFileName(_process.StartInfo.FileName)}#{Id}";

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}

using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace BuildChain.Processes;

/// <summary>
/// Runs a program on this process's own terminal, for programs that draw there. Nothing of its output is seen here,
/// so nothing is redacted: give it no secrets in arguments.
/// </summary>
public static class AttachedProcess
{
    static readonly ConcurrentDictionary<Process, bool> Running = new();

    /// <summary>Blocks until what runs on the terminal has ended, or for as long as given.</summary>
    public static void WaitForAll(TimeSpan patience)
    {
        foreach (var process in Running.Keys)
            process.WaitForExit(patience);
    }

    /// <summary>Runs to the end and gives the exit code. Ctrl-C reaches the program from the terminal itself.</summary>
    /// <exception cref="ProcessFailedException">The program cannot be started.</exception>
    public static async Task<int> RunAsync(ProcessRequest request, CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo(request.Executable, request.Arguments)
        {
            WorkingDirectory = request.WorkingDirectory ?? Environment.CurrentDirectory,
            UseShellExecute = false,
        };
        foreach (var (name, value) in request.Environment)
            start.Environment[name] = value;

        using var process = Start(start, request);
        Running[process] = true;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        finally
        {
            Running.TryRemove(process, out _);
        }
    }

    static Process Start(ProcessStartInfo start, ProcessRequest request)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ProcessFailedException(request, e);
        }
    }
}

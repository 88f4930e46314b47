using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Esb.RuntimeNode;

/// <summary>Runs a program to its end.</summary>
static class Command
{
    /// <summary>Returns what it wrote to its output.</summary>
    /// <param name="input">What it reads from its input.</param>
    /// <param name="environment">All its variables: none is inherited but <c>PATH</c>.</param>
    /// <exception cref="CommandException">It could not be started, or its exit code is not 0.</exception>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, string input, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await FeedAsync(process, input);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? await output : throw new CommandException(program, process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new CommandException($"{start.FileName} could not be started: {e.Message}", e);
        }
    }

    static async Task FeedAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells more.
        }
    }
}

/// <summary>A program that failed.</summary>
sealed class CommandException : Exception
{
    /// <summary>It ran.</summary>
    public CommandException(string program, int exitCode, string output, string error)
        : base($"{Path.GetFileName(program)} ended with exit code {exitCode}: {(error.Trim() is { Length: > 0 } text ? text : output.Trim())}")
    {
        Output = output;
    }

    /// <summary>It did not even start.</summary>
    public CommandException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>What it wrote to its output: CNI plug-ins write their errors there.</summary>
    public string Output { get; } = "";
}

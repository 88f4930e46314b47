using System.Diagnostics;

namespace TestProcess;

/// <summary>This program as the other process of a test: started, spoken to, killed. Disposing kills and reaps it.</summary>
public sealed class Child : IDisposable
{
    readonly Process process;

    Child(Process process) => this.process = process;

    public int Id => process.Id;

    public StreamReader Output => process.StandardOutput;

    public static Child Start(params IReadOnlyList<string> arguments)
    {
        var name = OperatingSystem.IsWindows() ? "TestProcess.exe" : "TestProcess";
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name), arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new Child(Process.Start(start)!);
    }

    /// <summary>Starts it and waits for a line that begins with <paramref name="line"/>.</summary>
    public static async Task<Child> StartUntilAsync(string line, params string[] arguments)
    {
        var child = Start(arguments);
        var seen = await child.Output.ReadLineAsync();
        return seen?.StartsWith(line, StringComparison.Ordinal) == true
            ? child
            : throw new InvalidOperationException($"Expected '{line}' of TestProcess {string.Join(' ', arguments)}, got '{seen}'.");
    }

    /// <summary>Runs it to its end; the result is exit code and output.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var child = Start(arguments);
        var output = await child.Output.ReadToEndAsync();
        return (await child.WaitAsync(), output.TrimEnd());
    }

    /// <summary>Ends the input, for which a holder waits.</summary>
    public void EndInput() => process.StandardInput.Close();

    public async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>SIGKILL: nothing of the program runs after it.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}

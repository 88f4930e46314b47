using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace BuildChain.EndToEnd;

/// <summary>The programs that a run started. A run that was killed leaves them behind, and they go on making what is to be removed.</summary>
static class RunProcesses
{
    /// <summary>In the environment of every program of a run, with what <see cref="Mark"/> gives.</summary>
    public const string Variable = $"{BrandNames.Env}E2E_RUN";

    /// <summary>Names a run on this machine: another user's, or one of another <c>ESB_HOME</c>, may have the same tag.</summary>
    public static string Mark(RunStore store, string tag) => Path.Combine(Path.GetFullPath(store.Directory), tag);

    /// <summary>Ends them; those in containers are the engine's. Linux only: elsewhere nobody tells another program's environment.</summary>
    /// <returns>How many there were.</returns>
    public static int End(RunStore store, string tag)
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        var (mine, own) = (Encoding.UTF8.GetBytes($"{Variable}={Mark(store, tag)}\0"), Namespace("self"));
        return Directory.EnumerateDirectories("/proc")
            .Select(path => Path.GetFileName(path))
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != Environment.ProcessId)
            .Count(name => Has(name, mine) && Namespace(name) == own && Kill(int.Parse(name, CultureInfo.InvariantCulture)));
    }

    static bool Has(string process, byte[] variable)
    {
        try
        {
            var environment = File.ReadAllBytes($"/proc/{process}/environ").AsSpan();
            var at = environment.IndexOf(variable);
            return at == 0 || (at > 0 && environment[at - 1] == 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It ended, or is another user's.
        }
    }

    static string? Namespace(string process)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{process}/ns/pid", returnFinalTarget: false)?.Name;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static bool Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }
}

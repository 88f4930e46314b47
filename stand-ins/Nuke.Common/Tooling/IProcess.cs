namespace Nuke.Common.Tooling;

/// <summary>A started process. Its arguments and output are redacted.</summary>
public interface IProcess : IDisposable
{
    string FileName { get; }

    string Arguments { get; }

    string WorkingDirectory { get; }

    /// <summary>Grows while the process runs.</summary>
    IReadOnlyCollection<Output> Output { get; }

    int ExitCode { get; }

    bool HasExited { get; }

    int Id { get; }

    void Kill();

    /// <summary>False when the time was over; the process is killed then.</summary>
    bool WaitForExit();
}

using System.Globalization;

namespace Esb.RuntimeInterface.Processes;

/// <summary>How a process ended, from the status that waitpid gives.</summary>
readonly record struct ProcessEnd(int WaitStatus)
{
    /// <summary>The exit code, null when a signal ended it.</summary>
    public int? ExitCode => Signal == 0 ? (WaitStatus >> 8) & 0xff : null;

    /// <summary>The signal that ended it, 0 when it exited by itself.</summary>
    public int Signal => WaitStatus & 0x7f;

    /// <summary>In the words that Lambda uses: <c>exit status 1</c>, <c>signal: killed</c>.</summary>
    public override string ToString() =>
        ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"exit status {code}") : $"signal: {SignalName}";

    string SignalName => Signal switch
    {
        1 => "hangup",
        2 => "interrupt",
        3 => "quit",
        4 => "illegal instruction",
        6 => "aborted",
        7 => "bus error",
        8 => "floating point exception",
        9 => "killed",
        11 => "segmentation fault",
        13 => "broken pipe",
        15 => "terminated",
        _ => Signal.ToString(CultureInfo.InvariantCulture),
    };
}

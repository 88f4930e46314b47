using BuildChain.Processes;

namespace BuildChain.Components.Docker;

/// <summary>Ctrl-C on a terminal reaches buildx too, which then draws its end: the build's own end has to come after it.</summary>
public static class TerminalPrograms
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>For the first line of <c>Main</c>: handlers of Ctrl-C are called in the order in which they were added, and NUKE prints its summary in one.</summary>
    public static void EndBeforeSummary() => Console.CancelKeyPress += (_, _) => AttachedProcess.WaitForAll(Patience);
}

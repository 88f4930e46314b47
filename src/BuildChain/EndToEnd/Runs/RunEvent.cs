namespace BuildChain.EndToEnd;

public enum RunEventKind
{
    PhaseStarted,

    /// <summary>One line of what the phase's programs print.</summary>
    Line,

    /// <summary>Text tells what went wrong; empty when nothing did.</summary>
    PhaseEnded,

    /// <summary>Text is the outcome in one line.</summary>
    RunEnded,
}

/// <summary>Something that a reporter may show. Events of one run come one after the other, those of several runs interleave.</summary>
/// <param name="Profile">The run's profile.</param>
public sealed record RunEvent(string Profile, RunPhase Phase, RunEventKind Kind, string Text, DateTimeOffset At);

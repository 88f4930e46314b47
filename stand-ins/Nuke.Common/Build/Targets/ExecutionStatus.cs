namespace Nuke.Common.Execution;

/// <summary>Where a target is in its life; <see cref="Collective"/> is a finished target without actions.</summary>
public enum ExecutionStatus
{
    None,
    Scheduled,
    NotRun,
    Skipped,
    Succeeded,
    Failed,
    Running,
    Aborted,
    Collective,
}

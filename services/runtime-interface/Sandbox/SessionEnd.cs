using Esb.RuntimeInterface.Api;
using Esb.RuntimeInterface.Processes;

namespace Esb.RuntimeInterface.Sandbox;

/// <summary>Why a runtime is of no more use.</summary>
abstract record SessionEnd
{
    /// <summary>Error type of a process that ended without being asked to.</summary>
    public const string ExitError = "Runtime.ExitError";

    SessionEnd()
    {
    }

    /// <summary>As the lines INIT_REPORT and REPORT tell it.</summary>
    public abstract string Status { get; }

    /// <summary>Its process ended.</summary>
    public sealed record Exit(ProcessEnd End) : SessionEnd
    {
        public override string Status => $"Status: error\tError Type: {ExitError}\t({End})";
    }

    /// <summary>It said that it cannot start.</summary>
    public sealed record InitError(RuntimeReport Report) : SessionEnd
    {
        public override string Status => $"Status: error\tError Type: {Report.ErrorType}";
    }

    /// <summary>It did not ask for an invocation in time.</summary>
    public sealed record InitTimeout : SessionEnd
    {
        public override string Status => "Status: timeout";
    }
}

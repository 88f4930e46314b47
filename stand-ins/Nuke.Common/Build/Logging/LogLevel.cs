namespace Nuke.Common;

/// <summary>The least severe level that is printed; the values correspond to <see cref="Verbosity"/>.</summary>
public enum LogLevel
{
    Trace,
    Normal,
    Warning,
    Error,
}

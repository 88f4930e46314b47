namespace Nuke.Common;

/// <summary>How much is printed: everything; tools' output and above; warnings and above; errors only.</summary>
public enum Verbosity
{
    Verbose,
    Normal,
    Minimal,
    Quiet,
}

namespace Nuke.Common.CI;

/// <summary>A host that builds commits rather than what someone has open.</summary>
public interface IBuildServer
{
    string Branch { get; }
    string Commit { get; }
}

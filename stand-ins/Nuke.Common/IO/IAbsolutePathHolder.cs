namespace Nuke.Common.IO;

/// <summary>Something that has a path, and is quoted like one in an argument string.</summary>
public interface IAbsolutePathHolder
{
    AbsolutePath Path { get; }
}

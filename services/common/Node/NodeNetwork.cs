namespace Esb.Common.Node;

/// <summary>
/// A file in a volume in which the runtime node says which network namespace it started in. Services that share its network, and have no
/// other business with the node, see by it that the node has a new one, and they are left behind in the old (<see cref="NetworkWatch"/>).
/// </summary>
/// <param name="folder">The volume, <c>NODE_STATE</c>; only the node writes to it.</param>
public sealed class NodeNetwork(string folder)
{
    /// <summary>The volume's place in every container.</summary>
    public const string DefaultFolder = $"/run/{BrandNames.Slug}-state";

    /// <summary>The namespace of this process, <c>net:[4026531840]</c>: no two that exist have the same.</summary>
    static string Own => new FileInfo("/proc/self/ns/net").LinkTarget ?? "";

    string Path => System.IO.Path.Combine(folder, "network");

    /// <summary>Whether there is the volume at all.</summary>
    public bool IsKnown => Directory.Exists(folder);

    /// <summary>For the node, when it serves; without the volume nobody asks.</summary>
    public void Write()
    {
        if (IsKnown)
            File.WriteAllText(Path, Own);
    }

    /// <summary>Whether the node runs in another network namespace than this process.</summary>
    public bool IsElsewhere()
    {
        try
        {
            return File.ReadAllText(Path) is { Length: > 0 } network && network != Own;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

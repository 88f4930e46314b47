namespace Esb.Common;

/// <summary>Tells whether files changed since they were read, without reading them. A file that is not there has a stamp too.</summary>
/// <remarks>Looked at instead of watched: change events do not cross every kind of bind mount.</remarks>
public sealed record FileStamp(string Value)
{
    /// <summary>The files as they are now.</summary>
    public static FileStamp Of(params IEnumerable<string> paths) => new(string.Join('|', paths.Select(One)));

    static string One(string path)
    {
        try
        {
            var file = new FileInfo(path);
            // The target of a link is what is read.
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return file.Exists ? FormattableString.Invariant($"{file.LastWriteTimeUtc.Ticks}:{file.Length}") : "-";
        }
        catch (IOException)
        {
            // Nothing there to resolve, or gone in between.
            return "-";
        }
    }
}

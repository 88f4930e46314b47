namespace Nuke.Common.IO;

/// <summary>A path with the running system's separator.</summary>
public class RelativePath
{
    readonly string _path;
    readonly char? _separator;

    protected RelativePath(string path, char? separator = null) => (_path, _separator) = (path, separator);

    public static explicit operator RelativePath(string path)
        => path == null ? null : new RelativePath(PathConstruction.NormalizePath(path));

    public static implicit operator string(RelativePath path) => path?._path;

    public static RelativePath operator /(RelativePath left, Range range)
    {
        Assert.True(range.Equals(Range.All));
        return left / "..";
    }

    public static RelativePath operator /(RelativePath left, string right)
    {
        var separator = left.NotNull()._separator;
        var combined = PathConstruction.Combine(left, (RelativePath)right, separator);
        return new RelativePath(PathConstruction.NormalizePath(combined, separator), separator);
    }

    public static RelativePath operator +(RelativePath left, string right) => new(left._path + right);

    public override string ToString() => _path;
}

/// <summary>A path with forward slashes on every system.</summary>
public class UnixRelativePath : RelativePath
{
    protected UnixRelativePath(string path, char? separator)
        : base(path, separator)
    {
    }

    public static explicit operator UnixRelativePath(string path)
        => new(PathConstruction.NormalizePath(path, PathConstruction.UnixSeparator), PathConstruction.UnixSeparator);
}

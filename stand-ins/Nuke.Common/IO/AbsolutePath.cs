using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Nuke.Common.Utilities;

namespace Nuke.Common.IO;

/// <summary>A normalised absolute path of a file or a directory, existing or not.</summary>
[TypeConverter(typeof(TypeConverter))]
[DebuggerDisplay("{ToString()}")]
public class AbsolutePath : IAbsolutePathHolder, IFormattable
{
    public const string DoubleQuote = "d";
    public const string DoubleQuoteIfNeeded = "dn";
    public const string SingleQuote = "s";
    public const string SingleQuoteIfNeeded = "sn";
    public const string NoQuotes = "nq";

    readonly string _path;

    AbsolutePath(string path) => _path = PathConstruction.NormalizePath(path);

    AbsolutePath IAbsolutePathHolder.Path => this;

    public string Name => Path.GetFileName(_path);

    public string NameWithoutExtension => Path.GetFileNameWithoutExtension(_path);

    /// <summary>With the dot; empty when there is none.</summary>
    public string Extension => Path.GetExtension(_path);

    /// <summary>Null for a root.</summary>
    public AbsolutePath Parent => PathConstruction.IsRoot(_path) ? null : this / "..";

    public static AbsolutePath Create(string path) => new(path);

    public static implicit operator AbsolutePath(string path)
    {
        if (path == null)
            return null;
        if (!PathConstruction.HasPathRoot(path))
            throw new ArgumentException($"Path '{path}' must be rooted");
        return new AbsolutePath(path);
    }

    public static implicit operator string(AbsolutePath path) => path?._path;

    /// <summary><c>path / ..</c> is the parent.</summary>
    public static AbsolutePath operator /(AbsolutePath left, Range range)
    {
        Assert.True(range.Equals(Range.All));
        return left.Parent;
    }

    public static AbsolutePath operator /(AbsolutePath left, string right) => new(PathConstruction.Combine(left.NotNull()._path, right));

    /// <summary>Appends to the name, without a separator.</summary>
    public static AbsolutePath operator +(AbsolutePath left, string right) => new(left._path + right);

    public static bool operator ==(AbsolutePath a, AbsolutePath b) => Equals(a, b);

    public static bool operator !=(AbsolutePath a, AbsolutePath b) => !Equals(a, b);

    public override bool Equals(object obj) => obj is AbsolutePath other && obj.GetType() == GetType() && Equals(other);

    public override int GetHashCode() => _path.GetHashCode();

    public override string ToString() => _path;

    /// <summary>Formats: <c>d</c>, <c>dn</c> double quotes, always or if needed; <c>s</c>, <c>sn</c> single quotes; <c>nq</c> none.</summary>
    public string ToString(string format)
        => format switch
        {
            null or NoQuotes => _path,
            DoubleQuote => _path.DoubleQuote(),
            DoubleQuoteIfNeeded => _path.DoubleQuoteIfNeeded(),
            SingleQuote => _path.SingleQuote(),
            SingleQuoteIfNeeded => _path.SingleQuoteIfNeeded(),
            _ => throw new ArgumentException($"Format '{format}' is not recognized"),
        };

    string IFormattable.ToString(string format, IFormatProvider formatProvider) => ToString(format);

    protected bool Equals(AbsolutePath other)
        => string.Equals(
            _path,
            other._path,
            PathConstruction.HasWindowsRoot(_path) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>A relative text is a path below the working directory.</summary>
    public class TypeConverter : System.ComponentModel.TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType)
            => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override object ConvertFrom(ITypeDescriptorContext context, CultureInfo culture, object value)
            => value switch
            {
                null => null,
                string text when PathConstruction.HasPathRoot(text) => (AbsolutePath)text,
                string text => EnvironmentInfo.WorkingDirectory / text,
                _ => base.ConvertFrom(context, culture, value),
            };
    }
}

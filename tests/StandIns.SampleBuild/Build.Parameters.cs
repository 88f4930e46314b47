using System.ComponentModel;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace SampleBuild;

partial class Build
{
    [Parameter("How to run: 'docker' or 'containerd'.")]
    readonly Mode Mode = Mode.Docker;

    [Parameter("Optional mode")]
    readonly Mode? OtherMode;

    [Parameter("Several modes")]
    readonly Mode[] Modes = [];

    [Parameter]
    readonly Configuration Configuration = Configuration.Debug;

    [Parameter("Several configurations")]
    readonly Configuration[]? Configurations;

    [Parameter("Number of attempts before giving up on a feed that does not answer in time; zero means that it is never tried again at all.")]
    readonly int Retries = 3;

    [Parameter("Upper limit")]
    readonly int? Limit;

    [Parameter("Long number")]
    readonly long Bytes;

    [Parameter("Ratio")]
    readonly double Ratio;

    [Parameter("Price")]
    readonly decimal? Price;

    [Parameter("Names, separated by spaces")]
    readonly string[] Names = [];

    [Parameter("Numbers, separated by semicolons", Separator = ";")]
    readonly int[] Numbers = [];

    [Parameter("Prints more", Name = "Chatty")]
    readonly bool IsVerbose;

    [Parameter("Maybe")]
    readonly bool? Maybe;

    [Parameter("Where the output goes")]
    readonly AbsolutePath? OutputDirectory;

    [Parameter("Several paths")]
    readonly AbsolutePath[] Paths = null!;

    [Parameter("Page")]
    readonly Uri HomePage = null!;

    [Parameter("Timeout")]
    readonly TimeSpan? Timeout;

    [Parameter("Moment")]
    readonly DateTime Moment;

    [Parameter("Identifier")]
    readonly Guid Id;

    [Parameter("Version")]
    readonly Version MinimumVersion = null!;

    [Parameter("Size with a type converter")]
    readonly Size Size = null!;

    [Parameter("Sizes")]
    readonly Size[]? Sizes;

    [Parameter("Record with properties")]
    readonly Options? Options;

    [Parameter("Region", ValueProviderMember = nameof(KnownRegions))]
    readonly string? Region;

    [Parameter("Regions", ValueProviderMember = nameof(KnownRegions))]
    readonly string[] Regions = null!;

    [Parameter("Not shown", List = false)]
    readonly string? Hidden;

    [Parameter("Key of the \"feed\" <äöü> \\ 'x'"), Secret]
    readonly string? ApiKey;

    [Parameter("DotNet and NuGet names")]
    readonly string DotNetNuGetMSBuildPath = null!;

    [Parameter("Static")]
    static readonly string Shared = null!;

    [Parameter("Property")]
    string Writable { get; set; } = "unset";

    [Parameter("Names that may be missing")]
    readonly string?[]? OptionalNames;

    [Level]
    readonly string? Level;

    IEnumerable<string> KnownRegions => ["north", "east", "south"];
}

/// <summary>How the services run.</summary>
public enum Mode
{
    Docker,
    Containerd,
}

[TypeConverter(typeof(TypeConverter<Configuration>))]
public class Configuration : Enumeration
{
    public static readonly Configuration Release = new() { Value = nameof(Release) };
    public static readonly Configuration Debug = new() { Value = nameof(Debug) };
}

[TypeConverter(typeof(Converter))]
public sealed class Size
{
    public int Width { get; set; }

    public string? Unit { get; set; }

    sealed class Converter : TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

        public override object ConvertFrom(ITypeDescriptorContext? context, System.Globalization.CultureInfo? culture, object value)
            => new Size { Width = ((string)value).Length };
    }
}

public sealed record Options(string Name, int Count);

/// <summary>A parameter kind of the build's own.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class LevelAttribute : ParameterAttribute
{
    public LevelAttribute()
        : base("Level, from a derived attribute")
    {
    }

    public override object GetValue(System.Reflection.MemberInfo member, object instance) => "computed";
}

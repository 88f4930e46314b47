using System.ComponentModel;
using System.Globalization;
using Nuke.Common.Execution;
using Serilog.Rendering;

namespace Nuke.Common;

/// <summary>Where the build runs: a terminal, an IDE or a build server. It decides on colours and blocks of the output.</summary>
[TypeConverter(typeof(Converter))]
public partial class Host
{
    protected Host() => Instance = this;

    internal static Host Instance { get; private set; }

    /// <summary>The first host whose environment this is.</summary>
    internal static Host Default => KnownHosts.Detect();

    internal virtual HostTheme Theme => HostTheme.Default;

    internal virtual bool HasTimestamps => true;

    /// <summary>Whether <see cref="WriteBlock"/> folds the output instead of writing a banner.</summary>
    internal virtual bool CollapsesBlocks => false;

    internal static void Success(string text = null) => CurrentTheme.WriteSuccess(text);
    internal static void Verbose(string text = null) => CurrentTheme.WriteLine(text, Style.LevelVerbose);
    internal static void Debug(string text = null) => CurrentTheme.WriteLine(text, Style.LevelDebug);
    internal static void Information(string text = null) => CurrentTheme.WriteLine(text, Style.LevelInformation);
    internal static void Warning(string text = null) => CurrentTheme.WriteLine(text, Style.LevelWarning);
    internal static void Error(string text = null) => CurrentTheme.WriteLine(text, Style.LevelError);

    static HostTheme CurrentTheme => Instance?.Theme ?? HostTheme.Default;

    sealed class Converter : TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType)
            => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override object ConvertFrom(ITypeDescriptorContext context, CultureInfo culture, object value)
            => value is string name ? KnownHosts.Create(name) : base.ConvertFrom(context, culture, value);
    }
}

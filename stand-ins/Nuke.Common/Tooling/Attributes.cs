using Serilog.Events;

namespace Nuke.Common.Tooling;

/// <summary>On an options class: the tool, its method, and the arguments before all others (<c>buildx bake</c>).</summary>
public class CommandAttribute : Attribute
{
    public Type Type { get; set; }

    public string Command { get; set; }

    public string Arguments { get; set; }
}

/// <summary>On an options property: how it is written on the command line.</summary>
public class ArgumentAttribute : Attribute
{
    /// <summary>Positive first, ascending; then those without; negative last.</summary>
    public int Position { get; set; }

    /// <summary><c>--file {value}</c>, <c>--label {key}={value}</c>. A boolean without <c>{value}</c> is a flag.</summary>
    public string Format { get; set; }

    public string AlternativeFormat { get; set; }

    /// <summary>The value prints as <c>[REDACTED]</c>; text only.</summary>
    public bool Secret { get; set; }

    public Type FormatterType { get; set; }

    /// <summary>A method of the options class, or of <see cref="FormatterType"/>: <c>string Method(value, PropertyInfo property)</c>.</summary>
    public string FormatterMethod { get; set; }

    /// <summary>Joins a collection into one argument; without it, the argument is repeated for each element.</summary>
    public string Separator { get; set; }

    /// <summary>Joins the values of one key of a lookup.</summary>
    public string InnerSeparator { get; set; }

    public bool QuoteMultiple { get; set; }
}

/// <summary>On a tool class: replaces the quoting of values.</summary>
public class ArgumentEscapeAttribute : Attribute
{
    public Type Type { get; set; }

    /// <summary><c>string Method(string value, PropertyInfo property)</c></summary>
    public string Method { get; set; }
}

/// <summary>On an extension method: the property that it sets, for tools that read the source.</summary>
public class BuilderAttribute : Attribute
{
    public Type Type { get; set; }

    public string Property { get; set; }
}

/// <summary>On a tool class: what it writes to standard error is no error.</summary>
public class LogErrorAsStandard : Attribute;

/// <summary>On a tool class: the level of output lines that match, case ignored.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class LogLevelPattern(LogEventLevel level, string pattern) : Attribute
{
    public LogEventLevel Level { get; } = level;

    public string Pattern { get; } = pattern;
}

/// <summary>On a tool class: the level of output lines; Debug without it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class DefaultLogLevel(LogEventLevel level) : Attribute
{
    public LogEventLevel Level { get; } = level;
}

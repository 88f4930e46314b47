using System.ComponentModel;
using System.Reflection;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Utilities;
using Nuke.Common.Utilities.Collections;

namespace StandIns.Tests.Tooling;

/// <summary>A tool as this repository wraps them.</summary>
[PathTool(Executable = PathExecutable)]
[LogErrorAsStandard]
public class SampleTasks : ToolTasks, IRequirePathTool
{
    public const string PathExecutable = "sh";

    public static IReadOnlyCollection<Output> Sample(SampleSettings? options = null) => new SampleTasks().Run<SampleSettings>(options!);

    public static IReadOnlyCollection<Output> Sample(Configure<SampleSettings> configurator)
        => new SampleTasks().Run<SampleSettings>(configurator.Invoke(new SampleSettings()));

    public static IEnumerable<(SampleSettings Settings, IReadOnlyCollection<Output> Output)> Sample(
        CombinatorialConfigure<SampleSettings> configurator,
        int degreeOfParallelism = 1,
        bool completeOnFailure = false)
        => configurator.Invoke(Sample, degreeOfParallelism, completeOnFailure);

    public static (int Result, IReadOnlyCollection<Output> Output) SampleNumber(Configure<SampleSettings> configurator)
        => new SampleTasks().Run<SampleSettings, int>(configurator.Invoke(new SampleSettings()));

    public static IReadOnlyCollection<Output> Sample(ArgumentStringHandler arguments, string? workingDirectory = null)
        => new SampleTasks().Run(arguments, workingDirectory, logOutput: false, logInvocation: false);

    public static string ToolPath => new SampleTasks().GetToolPathInternal();

    protected override object GetResult<T>(ToolOptions options, IReadOnlyCollection<Output> output)
        => int.Parse(output.StdToText(), System.Globalization.CultureInfo.InvariantCulture);
}

[Command(Type = typeof(SampleTasks), Command = nameof(SampleTasks.Sample), Arguments = "sample run")]
public class SampleSettings : ToolOptions
{
    [Argument(Format = "--text {value}")] public string Text => Get<string>(() => Text);
    [Argument(Format = "--joined={value}")] public string Joined => Get<string>(() => Joined);
    [Argument(Format = "{value}", Position = 2)] public string Second => Get<string>(() => Second);
    [Argument(Format = "{value}", Position = 1)] public string First => Get<string>(() => First);
    [Argument(Format = "{value}", Position = -1)] public IReadOnlyList<string> Targets => Get<List<string>>(() => Targets);
    [Argument(Format = "-- {value}", Position = -1, Separator = " ")] public IReadOnlyList<string> Rest => Get<List<string>>(() => Rest);
    [Argument(Format = "--before-last {value}", Position = -2)] public string BeforeLast => Get<string>(() => BeforeLast);
    [Argument(Format = "--flag")] public bool? Flag => Get<bool?>(() => Flag);
    [Argument(Format = "--switch {value}")] public bool? Switch => Get<bool?>(() => Switch);
    [Argument(Format = "--plain {value}")] public bool Plain => Get<bool>(() => Plain);
    [Argument(Format = "--number {value}")] public int? Number => Get<int?>(() => Number);
    [Argument(Format = "--ratio {value}")] public double? Ratio => Get<double?>(() => Ratio);
    [Argument(Format = "--path {value}")] public AbsolutePath Path => Get<AbsolutePath>(() => Path);
    [Argument(Format = "--color {value}")] public SampleColor Color => Get<SampleColor>(() => Color);
    [Argument(Format = "--file {value}")] public IReadOnlyList<string> Files => Get<List<string>>(() => Files);
    [Argument(Format = "--numbers {value}", Separator = ",")] public IReadOnlyList<int> Numbers => Get<List<int>>(() => Numbers);
    [Argument(Format = "--many {value}", Separator = ";", QuoteMultiple = true)]
    public IReadOnlyList<string> Many => Get<List<string>>(() => Many);
    [Argument(Format = "--label {key}={value}")]
    public IReadOnlyDictionary<string, string> Labels => Get<Dictionary<string, string>>(() => Labels);
    [Argument(Format = "--set {key}={value}", Separator = ",")]
    public IReadOnlyDictionary<string, object> Sets => Get<Dictionary<string, object>>(() => Sets);
    [Argument(Format = "--env {key}={value}", Separator = " ")]
    public IReadOnlyDictionary<string, string> Env => Get<Dictionary<string, string>>(() => Env);
    [Argument(Format = "--look {key}={value}")] public ILookup<string, string> Look => Get<LookupTable<string, string>>(() => Look);
    [Argument(Format = "--looks {key}={value}", InnerSeparator = "+")]
    public ILookup<string, string> Looks => Get<LookupTable<string, string>>(() => Looks);
    [Argument(Format = "--all {key}:{value}", Separator = ";", InnerSeparator = "+")]
    public ILookup<string, string> All => Get<LookupTable<string, string>>(() => All);
    [Argument(Format = "--password {value}", Secret = true)] public string Password => Get<string>(() => Password);
    [Argument(Format = "--upper {value}", FormatterMethod = nameof(Upper))] public string Uppercase => Get<string>(() => Uppercase);
    public string Silent => Get<string>(() => Silent);

    static string Upper(string value, PropertyInfo property) => $"{value.ToUpperInvariant()}:{property.Name}";
}

[TypeConverter(typeof(TypeConverter<SampleColor>))]
public class SampleColor : Enumeration
{
    public static readonly SampleColor Red = new() { Value = "red-ish" };

    public static implicit operator SampleColor(string value) => new() { Value = value };
}

public static class SampleSettingsExtensions
{
    public static T SetText<T>(this T o, string? v) where T : SampleSettings => o.Modify(b => b.Set(() => o.Text, v));

    public static T SetFlag<T>(this T o, bool? v) where T : SampleSettings => o.Modify(b => b.Set(() => o.Flag, v));

    public static T SetPassword<T>(this T o, string v) where T : SampleSettings => o.Modify(b => b.Set(() => o.Password, v));

    public static T AddTargets<T>(this T o, params string[] v) where T : SampleSettings
        => o.Modify(b => b.AddCollection(() => o.Targets, v));
}

using Nuke.Common;
using Serilog;

namespace SampleBuild;

/// <summary>A component with a prefixed parameter and a target.</summary>
[ParameterPrefix("Image")]
public interface IHasImage : INukeBuild
{
    [Parameter("Tag of the image")]
    string Tag => TryGetValue(() => Tag) ?? "latest";

    [Parameter("Maximum size")]
    int? MaxSize => TryGetValue<int?>(() => MaxSize);
}

public interface IShip : IHasImage
{
    Target Ship => _ => _
        .Description("Ships the image")
        .TryDependsOn<ICanLint>()
        .TryAfter<IUnused>(x => x.Unused)
        .Executes(() => Log.Information("Shipping {Tag} {MaxSize}", Tag, MaxSize));
}

public interface ICanLint : INukeBuild
{
    [Parameter("Lint level")]
    string LintLevel => TryGetValue(() => LintLevel);

    Target Lint => _ => _
        .Executes(() => Log.Information("Linting at {Level}", LintLevel));
}

public interface IUnused : INukeBuild
{
    Target Unused => _ => _;
}

public interface IGreet : INukeBuild
{
    Target Greet => _ => _
        .Executes(() => Log.Information("Hello"));

    Target Wave => _ => _
        .Executes(() => Log.Information("Waving"));
}

/// <summary>A component that overrides a target of another and inherits its definition.</summary>
public interface IGreetPolitely : IGreet
{
    Target IGreet.Greet => _ => _
        .Inherit<IGreet>(x => x.Greet)
        .Executes(() => Log.Information("How do you do?"));
}

partial class Build
{
    public Target Wave => _ => _
        .Inherit<IGreet>(x => x.Wave)
        .Executes(() => Log.Information("with both hands"));
}

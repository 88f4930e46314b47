using Nuke.Common;
using Serilog;

namespace SampleBuild;

partial class Build
{
    Target Fail => _ => _
        .Executes(() => throw new InvalidOperationException("It broke\nbadly"));

    Target FailAssert => _ => _
        .Executes(() => Assert.True(Retries > 100));

    Target FailAsync => _ => _
        .DependsOn(OnlyForStatic)
        .Executes(async () =>
        {
            await Task.Yield();
            throw new AggregateException("Many", new IOException("disk"), new IOException("net"));
        });

    Target AfterFail => _ => _
        .DependsOn(Fail)
        .Executes(() => Log.Information("never"));

    Target Always => _ => _
        .After(Fail)
        .AssuredAfterFailure()
        .Executes(() => Log.Information("Cleaning up"));

    Target Flaky => _ => _
        .ProceedAfterFailure()
        .Executes(() => Assert.Fail("flaked"));

    Target AfterFlaky => _ => _
        .DependsOn(Flaky)
        .Executes(() => Log.Error("Not so good: {Code:000} {Missing} {{braces}} {Text,8}|{Text2,-8}|", 7, "a"));

    Target StaticallyOff => _ => _
        .DependsOn(OnlyForStatic)
        .OnlyWhenStatic(() => Retries > 100)
        .Executes(() => Log.Information("never"));

    Target OnlyForStatic => _ => _
        .Executes(() => Log.Information("only needed by the skipped one"));

    Target DynamicallyOff => _ => _
        .DependsOn(StaticallyOff, KeepsDependencies)
        .OnlyWhenDynamic(() => Names.Length >
            100)
        .Executes(() => Log.Information("never"));

    Target KeepsDependencies => _ => _
        .DependsOn(Prepare)
        .WhenSkipped(DependencyBehavior.Execute)
        .OnlyWhenStatic(() => Retries < 0)
        .Executes(() => Log.Information("never"));

    Target BadCondition => _ => _
        .OnlyWhenDynamic(() => int.Parse("x", null) > 0)
        .Executes(() => Log.Information("never"));

    Target Wait => _ => _
        .Executes(() =>
        {
            Console.WriteLine("waiting");
            new ManualResetEventSlim().Wait(TimeSpan.FromSeconds(60));
        });

    Target AfterWait => _ => _
        .DependsOn(Wait)
        .Executes(() => Log.Information("never"));

    Target Rescue => _ => _
        .After(Wait)
        .AssuredAfterFailure()
        .Executes(() => Log.Information("Rescued"));

    Target CustomExit => _ => _
        .Executes(() =>
        {
            ExitCode = 7;
        });

    Target Levels => _ => _
        .Executes(() =>
        {
            Log.Verbose("verbose {A}", 1);
            Log.Debug("debug {A}", "text");
            Log.Information("information {A} {B}", true, 1.5);
            Log.Warning("warning {@A}", new { X = 1, Y = "z" });
            Log.Error(new IOException("gone"), "error {A}", new[] { "a", "b" });
            Log.Fatal("fatal {A}", new Dictionary<string, int> { ["k"] = 1 });
            Log.Information(string.Empty);
            Log.Information("json {\"a\": {\"b\": 1}} and {0} {1}", "zero", null);
            Log.Warning("two\nlines");
            Log.Information("char {C} date {D} enum {E} time {T} null {N}", 'c', new DateTime(2024, 1, 2), Mode, TimeSpan.FromSeconds(1), (string?)null);
        });
}

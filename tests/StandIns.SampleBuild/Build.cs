using Nuke.Common;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Execution;
using Serilog;

namespace SampleBuild;

[Announce]
partial class Build : NukeBuild, IShip, ICanLint, IGreetPolitely
{
    public static int Main() => Execute<Build>(x => x.Default);

    Target Default => _ => _
        .Description("Does the usual")
        .DependsOn(Compile);

    Target Clean => _ => _
        .Before(Restore)
        .Executes(() => Log.Information("Cleaning {Directory}", "out"));

    Target Restore => _ => _
        .Executes(() =>
        {
            Log.Information("Restoring");
        });

    Target Compile => _ => _
        .Description("Compiles everything")
        .DependsOn(Restore)
        .Executes(() =>
        {
            Log.Debug("Compiling {Count} files for {Mode}", 3, Mode);
            ReportSummary(x =>
            {
                x.Add("Files", "3");
                x.Add("Mode", Mode.ToString());
                return x;
            });
        });

    Target Test => _ => _
        .DependsOn(Compile)
        .After(Pack)
        .Triggers(Report)
        .Executes(async () =>
        {
            await Task.Yield();
            Log.Information("Testing");
        });

    Target Report => _ => _
        .Unlisted()
        .Executes(() => 42);

    Target Pack => _ => _
        .DependsOn(Compile)
        .Produces("out/*.nupkg")
        .Executes(() => Log.Information("Packing"));

    Target Notify => _ => _
        .TriggeredBy(Pack)
        .Executes(() => Log.Warning("Notifying {Who}", "everyone"));

    Target Publish => _ => _
        .DependsOn(Test, Pack)
        .Consumes(Pack)
        .Requires(() => ApiKey)
        .Requires(() => Retries > 0)
        .Executes(() => Log.Information("Publishing with {Retries} retries", Retries));

    Target Prepare => _ => _
        .DependentFor(Pack)
        .Executes(() => Log.Information("Preparing"));

    Target Info => _ => _
        .Executes(() =>
        {
            Log.Information("Mode={Mode} Configuration={Configuration} Retries={Retries}", Mode, Configuration, Retries);
            Log.Information("Limit={Limit} Tag={Tag} Lint={Lint}", Limit, ((IShip)this).Tag, ((ICanLint)this).LintLevel);
            Log.Information("Names={Names} Numbers={Numbers}", Names, Numbers);
            Log.Information("Output={Output} Verbose={Verbose}", OutputDirectory, IsVerbose);
            Log.Information("Home={Home} Timeout={Timeout}", HomePage, Timeout);
            Log.Information("Root={Root}", RootDirectory.Name);
            Log.Information("Local={Local} Server={Server} GitHub={GitHub}", IsLocalBuild, IsServerBuild, GitHubActions.Instance != null);
            Log.Information("Invoked={Invoked} {IsInvoked}", InvokedTargets.Select(x => x.Name), InvokedTargets.Contains(Info));
            Log.Information("Scheduled={Scheduled}", ScheduledTargets.Select(x => x.Name));
        });
}

using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

// One command, three forms: options, a change of new options, or several changes (one run each).
partial class DotNetTasks
{
    public static IReadOnlyCollection<Output> DotNetTest(DotNetTestSettings options = null)
        => new DotNetTasks().Run<DotNetTestSettings>(options);

    public static IReadOnlyCollection<Output> DotNetTest(Configure<DotNetTestSettings> configurator)
        => DotNetTest(configurator(new DotNetTestSettings()));

    public static IEnumerable<(DotNetTestSettings Settings, IReadOnlyCollection<Output> Output)> DotNetTest(
        CombinatorialConfigure<DotNetTestSettings> configurator,
        int degreeOfParallelism = 1,
        bool completeOnFailure = false)
        => configurator.Invoke(DotNetTest, degreeOfParallelism, completeOnFailure);

    public static IReadOnlyCollection<Output> DotNetRun(DotNetRunSettings options = null)
        => new DotNetTasks().Run<DotNetRunSettings>(options);

    public static IReadOnlyCollection<Output> DotNetRun(Configure<DotNetRunSettings> configurator)
        => DotNetRun(configurator(new DotNetRunSettings()));

    public static IEnumerable<(DotNetRunSettings Settings, IReadOnlyCollection<Output> Output)> DotNetRun(
        CombinatorialConfigure<DotNetRunSettings> configurator,
        int degreeOfParallelism = 1,
        bool completeOnFailure = false)
        => configurator.Invoke(DotNetRun, degreeOfParallelism, completeOnFailure);

    public static IReadOnlyCollection<Output> DotNetRestore(DotNetRestoreSettings options = null)
        => new DotNetTasks().Run<DotNetRestoreSettings>(options);

    public static IReadOnlyCollection<Output> DotNetRestore(Configure<DotNetRestoreSettings> configurator)
        => DotNetRestore(configurator(new DotNetRestoreSettings()));

    public static IEnumerable<(DotNetRestoreSettings Settings, IReadOnlyCollection<Output> Output)> DotNetRestore(
        CombinatorialConfigure<DotNetRestoreSettings> configurator,
        int degreeOfParallelism = 1,
        bool completeOnFailure = false)
        => configurator.Invoke(DotNetRestore, degreeOfParallelism, completeOnFailure);

    public static IReadOnlyCollection<Output> DotNetPack(DotNetPackSettings options = null)
        => new DotNetTasks().Run<DotNetPackSettings>(options);

    public static IReadOnlyCollection<Output> DotNetPack(Configure<DotNetPackSettings> configurator)
        => DotNetPack(configurator(new DotNetPackSettings()));

    public static IEnumerable<(DotNetPackSettings Settings, IReadOnlyCollection<Output> Output)> DotNetPack(
        CombinatorialConfigure<DotNetPackSettings> configurator,
        int degreeOfParallelism = 1,
        bool completeOnFailure = false)
        => configurator.Invoke(DotNetPack, degreeOfParallelism, completeOnFailure);

    public static IReadOnlyCollection<Output> DotNetBuild(DotNetBuildSettings options = null)
        => new DotNetTasks().Run<DotNetBuildSettings>(options);

    public static IReadOnlyCollection<Output> DotNetBuild(Configure<DotNetBuildSettings> configurator)
        => DotNetBuild(configurator(new DotNetBuildSettings()));

    public static IEnumerable<(DotNetBuildSettings Settings, IReadOnlyCollection<Output> Output)> DotNetBuild(
        CombinatorialConfigure<DotNetBuildSettings> configurator,
        int degreeOfParallelism = 1,
        bool completeOnFailure = false)
        => configurator.Invoke(DotNetBuild, degreeOfParallelism, completeOnFailure);

    public static IReadOnlyCollection<Output> DotNetClean(DotNetCleanSettings options = null)
        => new DotNetTasks().Run<DotNetCleanSettings>(options);

    public static IReadOnlyCollection<Output> DotNetClean(Configure<DotNetCleanSettings> configurator)
        => DotNetClean(configurator(new DotNetCleanSettings()));

    public static IEnumerable<(DotNetCleanSettings Settings, IReadOnlyCollection<Output> Output)> DotNetClean(
        CombinatorialConfigure<DotNetCleanSettings> configurator,
        int degreeOfParallelism = 1,
        bool completeOnFailure = false)
        => configurator.Invoke(DotNetClean, degreeOfParallelism, completeOnFailure);

    public static IReadOnlyCollection<Output> DotNetPublish(DotNetPublishSettings options = null)
        => new DotNetTasks().Run<DotNetPublishSettings>(options);

    public static IReadOnlyCollection<Output> DotNetPublish(Configure<DotNetPublishSettings> configurator)
        => DotNetPublish(configurator(new DotNetPublishSettings()));

    public static IEnumerable<(DotNetPublishSettings Settings, IReadOnlyCollection<Output> Output)> DotNetPublish(
        CombinatorialConfigure<DotNetPublishSettings> configurator,
        int degreeOfParallelism = 1,
        bool completeOnFailure = false)
        => configurator.Invoke(DotNetPublish, degreeOfParallelism, completeOnFailure);
}

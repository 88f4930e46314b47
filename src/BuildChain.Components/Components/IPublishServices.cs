using System.Runtime.InteropServices;
using BuildChain.Components.Reporting;
using BuildChain.Locking;
using BuildChain.Publishing;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Nuke.Common.Utilities.Collections;
using Serilog;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

namespace BuildChain.Components;

/// <summary>Publishes programs into folders that become build contexts, each only when something it is made of changed.</summary>
public interface IPublishServices : IHasLocks
{
    IReadOnlyList<PublishedService> Services { get; }

    /// <summary>Those of <see cref="Services"/> that what was asked for needs.</summary>
    IReadOnlyList<PublishedService> WantedServices => Services;

    /// <summary>An MSBuild project that publishes the services named by its property <c>Services</c> (separated by '+', since MSBuild's command line splits at ',' and ';').</summary>
    AbsolutePath PublishProject { get; }

    AbsolutePath PublishDirectory => RootDirectory / BrandNames.Folder / "publish";

    /// <summary>Linux, on this machine's architecture: what its engine builds images for.</summary>
    string RuntimeIdentifier => $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    Target Publish => _ => _
        .Description("Publishes the services for their images")
        .TryAfter<ISetupRootImage>(x => x.SetupRootImage)
        .TryAfter<ISetupCerts>(x => x.SetupCerts)
        .Executes(async () => await PublishAsync());

    private AbsolutePath LockFile => PublishDirectory / ".lock";

    /// <summary>Keeps what is published as it is: another process that has something else to publish waits. Null where nothing is.</summary>
    internal async Task<FileLock?> HoldAsync() => PublishDirectory.DirectoryExists() ? await FileLock.AcquireAsync(LockFile, LockMode.Shared, Locks) : null;

    private List<PublishedService> Stale() => WantedServices.Where(service => !service.IsCurrent(RootDirectory, PublishDirectory)).ToList();

    /// <summary>Publishes what is not up to date. Waits for bakes that use what is there, unless there is nothing to do.</summary>
    async Task PublishAsync()
    {
        PublishDirectory.CreateDirectory();
        await using var own = Stale().Count > 0 ? await FileLock.AcquireAsync(LockFile, LockMode.Exclusive, Locks) : null;
        // Another process may have published meanwhile.
        var stale = own is null ? [] : Stale();
        if (stale.Count == 0)
        {
            BuildReporter.Note($"Up to date: {Amount.Of(WantedServices.Count, "service")}.");
            return;
        }

        PublishedService.EnsureSpace(PublishDirectory, stale);
        var fingerprints = stale.Select(service => service.Fingerprint(RootDirectory)).ToList();
        stale.ForEach(service => service.Begin(PublishDirectory));
        DotNetBuild(_ => _
            .SetProcessLogger((_, line) => Log.Debug("{Line:l}", line))
            .SetProcessExitHandler(process => CompilerErrors.Check(process, "Publishing the services"))
            .SetProjectFile(PublishProject)
            .SetConfiguration("Release")
            .SetVerbosity(DotNetVerbosity.minimal)
            .EnableNoLogo()
            .SetProperty("Services", string.Join('+', stale.Select(service => service.Name)))
            .SetProperty("PublishRoot", PublishDirectory)
            .SetProperty("RuntimeIdentifier", RuntimeIdentifier));
        foreach (var (service, fingerprint) in stale.Zip(fingerprints))
            service.Complete(PublishDirectory, fingerprint);
        ReportSummary(_ => _.AddPair("Published", string.Join(", ", stale.Select(service => service.Name))));
    }
}

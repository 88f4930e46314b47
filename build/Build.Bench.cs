using BuildChain.Components;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

/// <summary>The chain measured against plain buildx.</summary>
partial class Build
{
    [Parameter("Bench: the cases to measure, by letter, such as b f. Default: all")]
    readonly string[] BenchCases = [];

    Target Bench => _ => _
        .Description("Measures cache, concurrent builds and start-up against plain buildx; figures in artifacts/bench")
        .DependsOn<ISetupEngine>(x => x.SetupEngine)
        .DependsOn<ISetupRootImage>(x => x.SetupRootImage)
        .Executes(() => DotNetRun(_ => _
            .SetProjectFile(RootDirectory / "bench" / "BuildChain.Bench" / "BuildChain.Bench.csproj")
            .SetConfiguration("Release")
            .SetApplicationArguments(BenchArguments)
            // Progress and table as they come: they are what the target is for.
            .SetProcessLogger((_, line) => Console.WriteLine(line))
            .SetProcessExitHandler(process => Assert.True(process.ExitCode == 0, "The benchmark did not get to its end; its own lines say why"))));

    IEnumerable<string> BenchArguments =>
    [
        "--root", RootDirectory,
        "--engine", ((ISetupEngine)this).Engine.ToString(),
        "--root-image", ((ISetupRootImage)this).OsRootImage,
        "--cert-dir", ((ISetupCerts)this).CertificateDirectory,
        .. BenchCases.Length == 0 ? [] : BenchCases.Prepend("--cases"),
    ];
}

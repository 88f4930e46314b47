using BuildChain.Bake;
using BuildChain.Components.Reporting;
using BuildChain.Compose;
using BuildChain.Engine;
using BuildChain.Processes;
using Nuke.Common;
using Nuke.Common.Utilities.Collections;

namespace BuildChain.Components;

/// <summary>Checks that compose only runs what is baked, and that no two bake targets share a tag or a cache.</summary>
public interface ILint : IHasBake
{
    [Parameter("Lint: compose files to check. Default: docker-compose*.yml, without those for development (*.build.yml)")]
    string[] ComposeFiles => TryGetValue(() => ComposeFiles) ?? [];

    Target Lint => _ => _
        .Description("Checks compose and bake files: compose only runs what is baked; no shared tag, cache, name or port")
        .DependsOn(SetupEngine)
        .TryBefore<IRunStack>(x => x.Up)
        .Executes(async () =>
        {
            var files = LintedComposeFiles();
            var asked = await Task.WhenAll(files.Where(IsComplete).Select(AskComposeAsync));
            IReadOnlyList<LintFinding> findings = [.. await FindingsAsync(files), .. asked.SelectMany(x => x)];
            BuildReporter.Block(LintReport.Render(findings, files.Count));
            GitHubReporter.Annotate(LintReport.Render(findings, files.Count));
            ReportSummary(_ => _.AddPair("Lint", LintReport.Sum(findings)));
            if (findings.Any(finding => finding.Severity == LintSeverity.Error))
                throw new BuildChainException($"Lint: {LintReport.Sum(findings)}, listed above.");
        });

    /// <summary>What is wrong with compose files, and with the bake files that make their images.</summary>
    async Task<IReadOnlyList<LintFinding>> FindingsAsync(IReadOnlyList<ComposeFile> files)
    {
        var request = await RequestAsync();
        request = request with { Targets = BakeFileNames.Read(request).Targets };
        var model = (await PlanAsync(request)).Model;
        return [.. ComposeLint.Check(files, new BakedNames(model, ImageBrand)), .. BakeLint.Check(model, request.Files, RootDirectory)];
    }

    /// <exception cref="BuildChainException">A file that is named does not exist, or is no compose file.</exception>
    IReadOnlyList<ComposeFile> LintedComposeFiles()
        => [.. (ComposeFiles.Length > 0 ? ComposeFiles : ComposeFileNames.Runtime(RootDirectory)).Select(file => ComposeFile.Read(file, RootDirectory))];

    // A file that others extend has services without an image, which compose would not take on their own.
    private static bool IsComplete(ComposeFile file) => file.Services.All(service => service["image"] is not null || service["build"] is not null);

    /// <summary>Compose has the last word on whether a file is one.</summary>
    private async Task<IEnumerable<LintFinding>> AskComposeAsync(ComposeFile file)
    {
        var engine = await ConnectAsync();
        var result = await ProcessRunner.TryRunAsync(engine.Docker("compose", "--file", file.Name, "config", "--quiet") with { WorkingDirectory = RootDirectory });
        return result.Succeeded ? [] : [ComposeVerdict.Of(file, result.Error)];
    }
}

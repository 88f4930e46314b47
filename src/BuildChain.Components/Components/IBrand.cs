using BuildChain.Branding;
using BuildChain.Components.Reporting;
using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Nuke.Common.IO;

namespace BuildChain.Components;

/// <summary>The files that are generated for a brand: bake file, compose files, brand constants.</summary>
public interface IBrand : IHasFormat
{
    [Parameter("Brand: slug of the brand to render for, such as acme. Default: the tree's own", Name = "brand")]
    string BrandSlug => TryGetValue(() => BrandSlug);

    [Parameter("Brand: what people call it. Default: its slug")]
    string CliName => TryGetValue(() => CliName);

    [Parameter("Brand: prefix of its environment variables. Default: its slug in upper case")]
    string EnvPrefix => TryGetValue(() => EnvPrefix);

    [Parameter("Brand: takes edits of the generated files over into their templates first")]
    bool Adopt => TryGetValue<bool?>(() => Adopt) ?? false;

    Target Brand => _ => _
        .Description("Renders the generated files from tools/branding/templates, for --brand, into this tree or a copy in --output")
        .Executes(async () =>
        {
            foreach (var template in Adopt ? BrandTree.Adopt(RootDirectory) : [])
                BuildReporter.Note($"Taken over into {template}");
            var brand = WantedBrand;
            var root = Output is null ? RootDirectory : (AbsolutePath)Path.GetFullPath(Output, EnvironmentInfo.WorkingDirectory);
            if (root != RootDirectory)
                BuildReporter.Note($"Copied {Amount.Of(await BrandCopy.CopyAsync(RootDirectory, root), "file")} to {root}");
            var written = BrandTree.Render(root, brand);
            BuildReporter.Note(written.Count == 0 ? $"Every generated file of '{brand.Slug}' is up to date." : $"Rendered for '{brand.Slug}': {string.Join(", ", written)}");
            ReportSummary(_ => _.AddPair("Brand", $"{brand.Slug}, {Amount.Of(written.Count, "file")} written"));
        });

    Target BrandCheck => _ => _
        .Description("Checks that no generated file was edited by hand; shows the difference")
        .Executes(() =>
        {
            BrandTree.EnsureSound(BrandTree.Drift(RootDirectory));
            BuildReporter.Note($"{BrandTemplate.ReadAll(RootDirectory).Count} generated files are what their templates give.");
        });

    /// <summary>The brand that is asked for, the tree's own by default.</summary>
    /// <exception cref="BuildChainException">Names that no brand can have.</exception>
    BrandSpec WantedBrand
    {
        get
        {
            var own = BrandSpec.Read(RootDirectory);
            return BrandSlug is null || BrandSlug == own.Slug
                ? BrandSpec.Create(own.Slug, CliName ?? own.CliName, EnvPrefix ?? own.EnvPrefix)
                : BrandSpec.Create(BrandSlug, CliName, EnvPrefix);
        }
    }
}

using BuildChain.Bake;
using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using BuildChain.Functions;
using BuildChain.Functions.Generation;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;

namespace BuildChain.Components;

/// <summary>One image per function of a SAM template, and the configuration that the runtime reads.</summary>
public interface IBakeFunctions : IBakeBase, IPublishServices
{
    [Parameter("SAM template of the functions. Default: e2e/fixtures/template.yaml")]
    AbsolutePath Template => TryGetValue(() => Template) ?? DefaultTemplate;

    [Parameter("Values of the template's parameters, such as Stage=dev LogLevel=debug")]
    string[] ParameterOverrides => TryGetValue(() => ParameterOverrides) ?? [];

    [Parameter("BakeFunctions: only these functions, by name or logical id. Default: all of the template")]
    string[] Function => TryGetValue(() => Function) ?? [];

    AbsolutePath DefaultTemplate => RootDirectory / "e2e" / "fixtures" / "template.yaml";

    /// <summary>The version of Python that functions run in: Debian 12's, unless another image is what they stand on.</summary>
    string? Python => OsRootImage == DefaultOsRootImage && UserEnvironment.Get("LAMBDA_BASE_IMAGE") is null ? "3.11" : null;

    /// <summary>Whether there are functions at all: a repository need not have any.</summary>
    bool HasTemplate => Template != DefaultTemplate || Template.FileExists();

    /// <summary>Whether what is to be done has to do with functions.</summary>
    bool WantsFunctions => true;

    /// <summary>For <see cref="IHasBake.CheckInput"/>'s place: tells of bad values before anything runs.</summary>
    void CheckTemplateInput()
    {
        _ = TemplateOptions.ParseOverrides(ParameterOverrides);
        if (Template != DefaultTemplate && !Template.FileExists())
            throw new BuildChainException($"--template: there is no file {Template}.", "Give a SAM template, such as --template e2e/fixtures/template.yaml");
    }

    Target GenerateFunctions => _ => _
        .Description("Writes the functions' build contexts, bake file and configuration from --template")
        .OnlyWhenDynamic(() => WantsFunctions)
        .Before(SetupEngine, SetupRootImage, SetupCerts, Publish)
        .Executes(async () =>
        {
            var app = App();
            FunctionTargets.Choose(app, Function);
            foreach (var notice in app.Notices.Where(notice => notice.Remedy is null))
                BuildReporter.Note(notice.ToString());
            using var functions = await GenerateAsync();
            var state = functions.Changed ? "written" : "unchanged";
            BuildReporter.Note($"{Amount.Of(app.Functions.Count, "function")} of {ShownTemplate}, in {functions.Request.Layout.Folder} and {functions.Request.Layout.Configuration} ({state})");
            ReportSummary(_ => _.AddPair("Functions", $"{app.Functions.Count} {state}"));
        });

    Target BakeFunctions => _ => _
        .Description("Bakes one image per function of --template, or those of --function")
        .DependsOn(GenerateFunctions, SetupEngine, SetupRootImage, SetupCerts, Publish)
        .Executes(async () =>
        {
            using var functions = await GenerateAsync();
            await BakeAsync(functions.AddTo(await RequestAsync(FunctionBake(functions, Function))));
        });

    /// <summary>What <see cref="BakeFunctions"/> bakes.</summary>
    /// <param name="names">Some of the functions; none are all.</param>
    IReadOnlyList<string> FunctionBake(GeneratedFunctions functions, params IReadOnlyCollection<string> names)
        => [MetaTarget, BaseGroup, .. FunctionTargets.Choose(functions.Request.App, names).Select(FunctionTargets.Of)];

    /// <summary>Makes the generated files what they should be, and keeps them so for as long as the result is held.</summary>
    async Task<GeneratedFunctions> GenerateAsync()
    {
        var app = App();
        var stamps = await FunctionStamps.ReadAsync(app, ImageBrand, Version);
        return await FunctionGenerator.GenerateAsync(new GenerationRequest(RootDirectory, new GenerationLayout(Env), app, stamps, ImageBrand), Locks);
    }

    /// <summary>The template as it was when the build first looked.</summary>
    private FunctionApp App() => ChainSession.Of(this).App(() =>
    {
        var app = SamTemplate.Read(ShownTemplate, new TemplateOptions { ParameterOverrides = TemplateOptions.ParseOverrides(ParameterOverrides), Python = Python });
        foreach (var warning in app.Notices.Where(notice => notice.Remedy is not null))
            BuildReporter.Warn(warning.ToString());
        return app;
    });

    /// <summary>As an editor that was started where the build was finds it.</summary>
    internal string ShownTemplate => Path.GetRelativePath(Environment.CurrentDirectory, Template);

    // A parameter's value may be a secret.
    IEnumerable<string> IHasBake.RerunOptions =>
    [
        .. Template == DefaultTemplate ? Array.Empty<string>() : [$"--template {ShownTemplate}"],
        .. ParameterOverrides.Length == 0 ? Array.Empty<string>() : [$"--parameter-overrides {string.Join(' ', TemplateOptions.ParseOverrides(ParameterOverrides).Keys.Select(key => $"{key}=…"))}"],
    ];
}

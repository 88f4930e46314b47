using System.Globalization;
using System.Xml.Linq;
using BuildChain;
using BuildChain.Components;
using BuildChain.Functions.Generation;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.ProjectModel;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Nuke.Common.Utilities.Collections;
using Nuke.Components;

/// <summary>The .NET side: compile everything, run every test project.</summary>
partial class Build : ITest
{
    /// <summary>Tests bake under a tag of their own and leave a developer's images alone.</summary>
    const string TestTag = "test";

    Target BakeTestImages => _ => _
        .Unlisted()
        .Description("Bakes every image under the tag that the tests use")
        .DependsOn<ISetupRootImage>(x => x.SetupRootImage)
        .DependsOn<ISetupCerts>(x => x.SetupCerts)
        .DependsOn<IPublishServices>(x => x.Publish)
        .DependsOn<IBakeFunctions>(x => x.GenerateFunctions)
        .DependentFor<ITest>(x => x.Test)
        .Executes(async () =>
        {
            TestResults.CreateOrCleanDirectory();
            var bake = (IBakeFunctions)this;
            using var functions = await bake.GenerateAsync();
            var request = functions.AddTo(await bake.RequestAsync(
                bake.MetaTarget, "base-images", "registry", "control-images-docker", "control-images-containerd", FunctionTargets.Group));
            var variables = new Dictionary<string, string?>(request.Variables) { [$"{BrandNames.Env}TAG"] = TestTag, [$"{BrandNames.Env}REGISTRY"] = "" };
            await bake.BakeAsync(request with { Variables = variables, Push = false });
        });

    AbsolutePath TestResults => ((ITest)this).TestResultDirectory;

    IEnumerable<Project> ITest.TestProjects
        => ((IHazSolution)this).Solution.AllProjects.Where(project => project.Name.EndsWith(".Tests", StringComparison.Ordinal));

    Configure<DotNetTestSettings> ITest.TestSettings => _ => _
        .SetProcessEnvironmentVariable("ESB_TEST_TAG", TestTag)
        .SetProcessEnvironmentVariable("ESB_TEST_ENGINE", ((ISetupEngine)this).Engine.ToString());

    /// <summary>The last line, for whoever counts: <c>12 passed, 0 failed</c>.</summary>
    protected override void OnBuildFinished()
    {
        if (!InvokedTargets.Contains(((ITest)this).Test) || !TestResults.DirectoryExists())
            return;
        int Sum(string outcome) => TestResults.GlobFiles("*.trx").Sum(file => Counter(file, outcome));
        var (passed, failed) = (Sum("passed"), Sum("failed"));
        // The runner counts a skipped test in the total and nowhere else.
        var skipped = Sum("total") - Sum("executed");
        Console.WriteLine(skipped > 0 ? $"{passed} passed, {failed} failed, {skipped} skipped" : $"{passed} passed, {failed} failed");
    }

    static int Counter(AbsolutePath trx, string name)
        => XDocument.Load(trx).Descendants()
            .Where(element => element.Name.LocalName == "Counters")
            .Sum(element => int.Parse(element.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture));
}

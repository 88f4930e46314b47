using BuildChain.Bench.Measuring;
using BuildChain.Bench.Reporting;
using BuildChain.Processes;

namespace BuildChain.Bench.Cases;

/// <summary>(g) How long it takes until the build does something, against the bootstrap that NUKE's own script is.</summary>
static class Help
{
    const int Rounds = 9;

    public static BenchCase Case { get; } = new("g", "start of the build", RunAsync) { UsesOwnEngine = false };

    static async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        // Both once: what is not compiled yet gets compiled.
        await Script();
        await Bootstrap();
        var samples = await SideBySide.MeasureAsync(
            Rounds, context.Say, cancellationToken,
            new("./build.sh --help", (_, _) => Script()),
            new("dotnet build + dotnet run", (_, _) => Bootstrap()));
        return
        [
            new("g", "./build.sh --help ÷ dotnet build + dotnet run --no-build", samples.Ratio("./build.sh --help", "dotnet build + dotnet run"))
            {
                Goal = Goal.AtMost(0.15),
                Samples = samples,
            },
        ];

        Task<double> Script() => RunAsync(RepositoryBake.Script(context, "--help"));

        // With build.sh's own properties nothing is compiled again, and what runs at this moment is not written over.
        async Task<double> Bootstrap()
            => await DotNet("build", "build/_build.csproj", "-c", "Release", "-v", "quiet", "-nologo", "-p:RunAnalyzers=false")
                + await DotNet("run", "--project", "build/_build.csproj", "-c", "Release", "--no-build", "--", "--help");

        Task<double> DotNet(params string[] arguments) => RunAsync(new ProcessRequest("dotnet", arguments) { WorkingDirectory = context.Root });

        async Task<double> RunAsync(ProcessRequest request) => (await ProcessRunner.RunAsync(request, cancellationToken)).Duration.TotalSeconds;
    }
}

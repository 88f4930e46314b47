using System.Globalization;
using System.Reflection;
using BuildChain.Bake;
using BuildChain.Processes;

namespace BuildChain.Bench.Bakes;

/// <summary>One bake with the shared cache in a process of its own, as concurrent builds are.</summary>
static class BakeChild
{
    public const string Command = "bake";

    public static async Task<BakeOutcome> StartAsync(
        BenchContext context, BenchRepository repository, string store, Content content, CancellationToken cancellationToken,
        params IReadOnlyList<string> targets)
    {
        var result = await ProcessRunner.TryRunAsync(
            Self(
                [Command, repository.Root, repository.RootImage, store, context.Docker.Path, context.Docker.BuildxPath ?? "", context.Engine.Facts.BuildxVersion,
                content.Seed, content.Change, content.Work.ToString(CultureInfo.InvariantCulture), content.Tag, .. targets])
            with { Environment = context.Engine.Environment },
            cancellationToken);
        return new BakeOutcome(result.Output, result.Duration.TotalSeconds, Complaint: result.Succeeded ? null : $"{result.Output}\n{result.Error}".Trim());
    }

    /// <summary>What the process does: the exit code is 1 when the build or its cache went wrong, and the output says how.</summary>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        if (arguments is not [var root, var rootImage, var store, var docker, var plugin, var buildx, var seed, var change, var work, var tag, .. var targets])
            throw new BuildChainException($"'{Command}' is what the benchmark starts itself with, and takes ten arguments and targets.");

        var repository = new BenchRepository(root, rootImage);
        var content = new Content(seed, change) { Work = int.Parse(work, CultureInfo.InvariantCulture), Tag = tag };
        var cli = new DockerCli(docker, new Dictionary<string, string?>()) 
        {
            Buildx = Engine.ToolVersion.Parse(buildx),
            BuildxPath = plugin.Length > 0 ? plugin : null,
        };
        var outcome = await new SharedBake(store).RunAsync(repository.Job(cli, content, [.. targets]), cancellationToken);
        Console.WriteLine(outcome.Complaint);
        return outcome.Complaint is null ? 0 : 1;
    }

    // `dotnet run` starts the program's own executable, `dotnet BuildChain.Bench.dll` does not.
    static ProcessRequest Self(params IReadOnlyList<string> arguments)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? new ProcessRequest(program, [Assembly.GetExecutingAssembly().Location, .. arguments])
            : new ProcessRequest(program, arguments);
    }
}

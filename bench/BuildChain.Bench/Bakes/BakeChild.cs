using System.Reflection;
using BuildChain.Bake;
using BuildChain.Processes;

namespace BuildChain.Bench.Bakes;

/// <summary>One bake with the shared cache in a process of its own, as concurrent builds are.</summary>
static class BakeChild
{
    public const string Command = "bake";

    const string Separator = "--";

    /// <param name="store">The directory of the shared cache and what belongs to it.</param>
    /// <param name="cached">The targets that get a cache; null for those asked.</param>
    public static async Task<BakeOutcome> StartAsync(
        BenchContext context, BakeJob job, string store, CancellationToken cancellationToken, IReadOnlyList<string>? cached = null)
    {
        var result = await ProcessRunner.TryRunAsync(
            Self(
                [Command, job.Root, store, job.Docker.Path, job.Docker.BuildxPath ?? "", context.Engine.Facts.BuildxVersion,
                .. job.Targets, Separator, .. cached ?? job.Targets, Separator, .. job.Variables.Select(variable => $"{variable.Key}={variable.Value}")])
            with { Environment = context.Engine.Environment },
            cancellationToken);
        return new BakeOutcome(result.Output, result.Duration.TotalSeconds, Complaint: result.Succeeded ? null : $"{result.Output}\n{result.Error}".Trim());
    }

    /// <summary>What the process does: the exit code is 1 when the build or its cache went wrong, and the output says how.</summary>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        if (arguments is not [var root, var store, var docker, var plugin, var buildx, .. var lists] || lists.Count(text => text == Separator) != 2)
            throw new BuildChainException($"'{Command}' is what the benchmark starts itself with: five arguments and three lists.");

        var targets = lists.TakeWhile(text => text != Separator).ToList();
        var cached = lists.Skip(targets.Count + 1).TakeWhile(text => text != Separator).ToList();
        var variables = lists.Skip(targets.Count + cached.Count + 2).Select(text => text.Split('=', 2));
        var cli = new DockerCli(docker, new Dictionary<string, string?>())
        {
            Buildx = Engine.ToolVersion.Parse(buildx),
            BuildxPath = plugin.Length > 0 ? plugin : null,
        };
        var job = new BakeJob(root, cli, targets, variables.ToDictionary(pair => pair[0], pair => (string?)pair[1]));
        var outcome = await new SharedBake(store).RunOnceAsync(job, cancellationToken, cached);
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

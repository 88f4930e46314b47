namespace Nuke.Common.Tooling;

/// <summary>The runs of one tool with several options.</summary>
static class Combination<TOptions, TResult>
    where TOptions : ToolOptions, new()
{
    public static List<(TOptions Options, TResult Result)> Run(
        CombinatorialConfigure<TOptions> configurator,
        Func<TOptions, TResult> executor,
        Func<TResult, IReadOnlyCollection<Output>> outputOf,
        int degreeOfParallelism,
        bool completeOnFailure)
    {
        var options = configurator(new TOptions()).ToArray();
        var runs = new Finished[options.Length];
        try
        {
            Parallel.For(0, options.Length, new ParallelOptions { MaxDegreeOfParallelism = degreeOfParallelism }, (i, loop) =>
            {
                if (!loop.ShouldExitCurrentIteration)
                    runs[i] = Execute(options[i], executor);
                if (runs[i]?.Failure != null && !completeOnFailure)
                    loop.Stop();
            });
            var failures = runs.Where(x => x?.Failure != null).Select(x => x.Failure).ToList();
            return failures.Count > 0
                ? throw new AggregateException(failures)
                : options.Zip(runs, (x, run) => (x, run.Result)).ToList();
        }
        finally
        {
            for (var i = 0; i < runs.Length; i++)
                Log(options[i], runs[i], outputOf);
        }
    }

    static Finished Execute(TOptions options, Func<TOptions, TResult> executor)
    {
        try
        {
            return new Finished(executor(options.DisableProcessOutputLogging()), null);
        }
        catch (Exception e)
        {
            return new Finished(default, e);
        }
    }

    static void Log(TOptions options, Finished run, Func<TResult, IReadOnlyCollection<Output>> outputOf)
    {
        if (run == null || !(options.ProcessOutputLogging ?? ProcessTasks.DefaultLogOutput))
            return;

        var output = run.Failure switch
        {
            null => outputOf(run.Result),
            ProcessException failure => failure.Process.Output,
            _ => [],
        };
        var logger = options.GetLogger();
        foreach (var line in output)
            logger(line.Type, line.Text);
    }

    sealed record Finished(TResult Result, Exception Failure);
}

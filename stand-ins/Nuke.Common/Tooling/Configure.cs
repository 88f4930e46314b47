namespace Nuke.Common.Tooling;

public delegate T Configure<T>(T options);

public delegate TOptions Configure<TOptions, in TValue>(TOptions options, TValue value)
    where TOptions : new();

/// <summary>One set of options becomes several; the tool runs once for each.</summary>
public delegate IEnumerable<T> CombinatorialConfigure<T>(T options)
    where T : new();

public static class ConfigureExtensions
{
    public static T InvokeSafe<T>(this Configure<T> configurator, T obj) => configurator == null ? obj : configurator(obj);

    /// <summary>Output is logged at the end, run after run, so that parallel runs do not mix.</summary>
    public static IReadOnlyCollection<(TOptions Options, IReadOnlyCollection<Output> Output)> Invoke<TOptions>(
        this CombinatorialConfigure<TOptions> configurator,
        Func<TOptions, IReadOnlyCollection<Output>> executor,
        int degreeOfParallelism,
        bool completeOnFailure)
        where TOptions : ToolOptions, new()
        => Combination<TOptions, IReadOnlyCollection<Output>>.Run(configurator, executor, x => x, degreeOfParallelism, completeOnFailure)
            .Select(x => (x.Options, x.Result))
            .ToList();

    public static IReadOnlyCollection<(TOptions Options, TResult Result, IReadOnlyCollection<Output> Output)> Invoke<TOptions, TResult>(
        this CombinatorialConfigure<TOptions> configurator,
        Func<TOptions, (TResult Result, IReadOnlyCollection<Output> Output)> executor,
        int degreeOfParallelism,
        bool completeOnFailure)
        where TOptions : ToolOptions, new()
        => Combination<TOptions, (TResult Result, IReadOnlyCollection<Output> Output)>
            .Run(configurator, executor, x => x.Output, degreeOfParallelism, completeOnFailure)
            .Select(x => (x.Options, x.Result.Result, x.Result.Output))
            .ToList();
}

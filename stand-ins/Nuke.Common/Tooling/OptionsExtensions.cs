namespace Nuke.Common.Tooling;

/// <summary>Changing options in a fluent chain. Each step gives a changed copy, or several.</summary>
public static class OptionsExtensions
{
    public static T Modify<T>(this T options, Action<IOptions> modification = null)
        where T : IOptions
    {
        var copy = ((Options)(object)options).Copy(typeof(T));
        modification?.Invoke(copy);
        return (T)(object)copy;
    }

    public static T Apply<T>(this T options, Configure<T> configurator)
        where T : Options, new()
        => configurator(options);

    public static T[] Apply<T>(this T[] options, Configure<T> configurator)
        where T : Options, new()
        => options.Select(x => configurator(x)).ToArray();

    public static T Apply<T, TValue>(this T options, Configure<T, TValue> configurator, TValue value)
        where T : Options, new()
        => configurator(options, value);

    public static T[] Apply<T, TValue>(this T[] options, Configure<T, TValue> configurator, TValue value)
        where T : Options, new()
        => options.Select(x => configurator(x, value)).ToArray();

    public static T When<T>(this T options, Func<T, bool> condition, Configure<T> configurator)
        where T : Options, new()
        => condition(options) ? configurator(options) : options;

    public static T[] When<T>(this T[] options, Func<T, bool> condition, Configure<T> configurator)
        where T : Options, new()
        => options.Select(x => x.When(condition, configurator)).ToArray();

    public static T[] CombineWith<T>(this T options, params Configure<T>[] configurators)
        where T : Options, new()
        => configurators.Select(x => x(options)).ToArray();

    public static T[] CombineWith<T>(this T options, params CombinatorialConfigure<T>[] configurators)
        where T : Options, new()
        => configurators.SelectMany(x => x(options)).ToArray();

    public static T[] CombineWith<T>(this IEnumerable<T> options, params Configure<T>[] configurators)
        where T : Options, new()
        => configurators.SelectMany(x => options.Select(y => x(y))).ToArray();

    public static T[] CombineWith<T>(this IEnumerable<T> options, params CombinatorialConfigure<T>[] configurators)
        where T : Options, new()
        => configurators.SelectMany(x => options.SelectMany(y => x(y))).ToArray();

    public static T[] CombineWith<T, TValue>(this T options, IEnumerable<TValue> values, Func<T, TValue, T> configurator)
        where T : Options
        => values.Select(x => configurator(options, x)).ToArray();

    public static T[] CombineWith<T, TValue>(this IEnumerable<T> options, IEnumerable<TValue> values, Func<T, TValue, T> configurator)
        where T : Options
        => options.SelectMany(x => values.Select(y => configurator(x, y))).ToArray();

    public static T[] CombineWith<T, TValue>(this T options, IEnumerable<TValue> values, Func<T, TValue, IEnumerable<T>> configurator)
        where T : Options
        => values.SelectMany(x => configurator(options, x)).ToArray();

    public static T[] CombineWith<T, TValue>(
        this IEnumerable<T> options,
        IEnumerable<TValue> values,
        Func<T, TValue, IEnumerable<T>> configurator)
        where T : Options
        => options.SelectMany(x => values.SelectMany(y => configurator(x, y))).ToArray();
}

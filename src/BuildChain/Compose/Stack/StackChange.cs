using System.Globalization;

namespace BuildChain.Compose;

/// <summary>What a start makes of a stack that is there already.</summary>
/// <param name="Before">The stack as it is.</param>
/// <param name="Functions">Those that it is to serve.</param>
public sealed record StackChange(RunningStack Before, StackSettings Settings, StackFunctions Functions)
{
    const int MostNames = 5;

    IEnumerable<string> New => Functions.ByName.Keys.Except(Before.Functions.ByName.Keys, StringComparer.Ordinal);

    IEnumerable<string> Removed => Before.Functions.ByName.Keys.Except(Functions.ByName.Keys, StringComparer.Ordinal);

    IEnumerable<string> Changed => Functions.ByName.Where(now => Before.Functions.ByName.TryGetValue(now.Key, out var before) && before != now.Value).Select(now => now.Key);

    /// <summary>What only another parameter or another folder makes: told before it is done, for it may be a mistake. Empty when it is the same stack as before.</summary>
    public string Replacement
    {
        get
        {
            string[] differences =
            [
                .. Difference("mode", Before.Mode, Settings.Mode), .. Difference("template", Before.Functions.Template, Functions.Template), .. Before.IsFrom(Settings) ? [] : Difference("folder", Before.Root, Settings.Root),
            ];
            return differences.Length == 0 ? ""
                : $"{Before.Project} is there already, and becomes another: {string.Join("; ", differences)}; functions: {Count(Before.Functions)} → {Count(Functions)}. "
                    + $"{(Before.IsFrom(Settings) ? $"To keep it as it is, give it {Keeping}; to" : "To")} have both, give this one another --env and --tag";
        }
    }

    /// <summary>What became of the configured functions: <c>functions new: a, b; functions changed: c</c>; empty when nothing did.</summary>
    public string FunctionChanges
        => string.Join("; ", new[] { Named("new", New), Named("changed", Changed), Named("removed", Removed) }.Where(text => text.Length > 0));

    string Keeping
        => string.Join(' ', Option("--mode", Before.Mode, Settings.Mode).Concat(Option("--template", Before.Functions.Template, Functions.Template)));

    static IEnumerable<string> Option(string name, string before, string now) => before == now || before.Length == 0 ? [] : [$"{name} {before}"];

    static IEnumerable<string> Difference(string what, string before, string now) => before == now || before.Length == 0 ? [] : [$"{what} {before} → {(now.Length == 0 ? "none" : now)}"];

    static string Count(StackFunctions functions) => functions.ByName.Count.ToString(CultureInfo.InvariantCulture);

    static string Named(string what, IEnumerable<string> functions)
    {
        var names = functions.ToList();
        return names.Count == 0 ? ""
            : $"functions {what}: {string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? $" and {(names.Count - MostNames).ToString(CultureInfo.InvariantCulture)} more" : "")}";
    }
}

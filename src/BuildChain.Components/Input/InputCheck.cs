using System.Globalization;
using BuildChain.Components.Reporting;
using Nuke.Common;

namespace BuildChain.Components.Input;

/// <summary>
/// Stops a build on input that NUKE would ignore (an unknown parameter) or only warn of (a value of the wrong kind),
/// before anything runs.
/// </summary>
public static class InputCheck
{
    /// <summary>
    /// For the first line of <c>Main</c>: null when the command line is sound, else the exit code, with every problem
    /// on standard error. Where <c>--format</c> asks for a text that is no table, NUKE's own lines go to standard error too from then on.
    /// </summary>
    public static int? Run<TBuild>(IReadOnlyList<string> arguments)
        where TBuild : NukeBuild
    {
        var parameters = KnownParameter.Of(typeof(TBuild));
        List<string> problems = [.. TargetProblems(arguments, KnownTargets.Of(typeof(TBuild))), .. Problems(arguments, parameters)];
        if (problems.Count == 0)
            problems.AddRange(Configured(arguments, parameters));
        foreach (var problem in problems)
            Console.Error.WriteLine(problem);
        if (problems.Count == 0 && IsForPrograms(arguments))
            StandardOutput.Keep();
        return problems.Count == 0 ? null : 255;
    }

    static IEnumerable<string> Configured(IReadOnlyList<string> arguments, IReadOnlyList<KnownParameter> parameters)
    {
        string root;
        try
        {
            root = NukeBuild.RootDirectory;
        }
        catch (Exception e) when (e is TypeInitializationException or ArgumentException or IOException)
        {
            return [$"No root directory: {e.GetBaseException().Message}"];
        }

        var given = arguments.Where(IsOption).Select(Name).ToList();
        var profiles = arguments.SkipWhile(argument => Name(argument) is not ("profile" or "Profile") || !IsOption(argument)).Skip(1).TakeWhile(argument => !IsOption(argument));
        return ConfiguredInput.InFiles(Path.Combine(root, ".nuke"), profiles, parameters)
            .Concat(ConfiguredInput.InVariables(EnvironmentInfo.Variables, parameters, given));
    }

    /// <summary>Whether the command line has an option, however it is written there.</summary>
    internal static bool IsTyped(string option)
        => Environment.GetCommandLineArgs().Skip(1).Any(argument => IsOption(argument) && Name(argument).Equals(Name(option), StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the command line asks for JSON or a graph, which are read by programs.</summary>
    internal static bool IsForPrograms(IReadOnlyList<string> arguments)
        => arguments.Zip(arguments.Skip(1)).Any(pair => IsOption(pair.First) && Name(pair.First).Equals(nameof(IHasFormat.Format), StringComparison.OrdinalIgnoreCase)
            && !pair.Second.Equals(ReportFormat.Table.ToString(), StringComparison.OrdinalIgnoreCase));

    static string Name(string option) => option.Replace("-", "", StringComparison.Ordinal);

    /// <summary>
    /// For <c>OnBuildInitialized</c>: runs checks of parameters' values. NUKE shows only an exception's message there, and runs nothing.
    /// </summary>
    public static void Ensure(Action check)
    {
        try
        {
            check();
        }
        catch (BuildChainException e)
        {
            throw new BuildChainException(e.ToString(), innerException: e);
        }
    }

    /// <summary>One message per target that does not exist: NUKE would list all targets, and say nothing of one to skip.</summary>
    internal static IEnumerable<string> TargetProblems(IReadOnlyList<string> arguments, IReadOnlyList<string> targets)
        => KnownTargets.Problems(arguments.TakeWhile(argument => !IsOption(argument)), option: null, targets)
            .Concat(arguments.Index()
                .Where(option => IsOption(option.Item) && Name(option.Item).ToUpperInvariant() is "SKIP" or "TARGET")
                .SelectMany(option => KnownTargets.Problems(Values(arguments, option.Index), option.Item, targets)));

    /// <summary>One message per problem of the command line, naming parameter, value and what is accepted.</summary>
    public static IReadOnlyList<string> Problems(IReadOnlyList<string> arguments, IReadOnlyList<KnownParameter> parameters)
    {
        var problems = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!IsOption(arguments[i]))
                continue;
            problems.AddRange(Check(arguments[i], [.. Values(arguments, i)], parameters));
        }

        return problems;
    }

    static IEnumerable<string> Values(IReadOnlyList<string> arguments, int option) => arguments.Skip(option + 1).TakeWhile(argument => !IsOption(argument));

    // As NUKE tells them apart; a negative number would be an option there as well.
    static bool IsOption(string argument) => argument.StartsWith('-');

    static IEnumerable<string> Check(string option, string[] values, IReadOnlyList<KnownParameter> parameters)
    {
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        var typed = equals < 0 ? option : option[..equals];
        var name = Name(typed);
        var parameter = parameters.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (parameter is null)
            return [Unknown(typed, parameters)];
        if (equals >= 0)
            return [$"Parameter '{option}': a value follows after a space: {parameter.Option} {option[(equals + 1)..]}"];
        if (!parameter.TakesMany && values.Length > 1)
            return [$"Parameter '{parameter.Option}' takes one value and got {values.Length}: {string.Join(' ', values)}"];
        if (values.Length == 0)
            return MayBeEmpty(parameter) ? [] : [$"Parameter '{parameter.Option}' needs a value. {Accepted(parameter)}"];
        return values.Where(value => !Fits(value, parameter)).Select(value => Refused(value, parameter, source: null));
    }

    static string Unknown(string typed, IReadOnlyList<KnownParameter> parameters)
        => $"Unknown parameter '{typed}'. Known are: {NearestName.Describe(typed, parameters.Select(p => p.Option).ToList())}{ListedIn}";

    /// <summary>The end of a message about an unknown target or parameter.</summary>
    internal static readonly string ListedIn = $"{Environment.NewLine}  → ./build.sh --help lists all";

    /// <param name="source">Where the value comes from; null for the command line.</param>
    internal static string Refused(string value, KnownParameter parameter, string? source)
    {
        if (value.Length == 0 && parameter.Accepts.Count == 0 && KnownParameter.Scalar(parameter.Type) == typeof(string))
            return $"Parameter '{parameter.Option}' got an empty text{(source is null ? "" : $" from {source}")}. Give it a value, or leave {parameter.Option} away.";
        var nearest = NearestName.Find(value, parameter.Accepts);
        var hint = nearest is null ? "" : $" Did you mean '{nearest.ToLowerInvariant()}'?";
        return $"Parameter '{parameter.Option}' got '{value}'{(source is null ? "" : $" from {source}")}. {Accepted(parameter)}{hint}";
    }

    static string Accepted(KnownParameter parameter)
    {
        var type = KnownParameter.Scalar(parameter.Type);
        if (parameter.Accepts.Count > 0)
            return $"It accepts: {string.Join(", ", parameter.Accepts.Select(value => value.ToLowerInvariant()))}.";
        if (type == typeof(bool))
            return "It accepts: true, false, or no value for true.";
        return type == typeof(int) ? string.Create(CultureInfo.InvariantCulture, $"It accepts a whole number up to {int.MaxValue}.")
            : type == typeof(long) ? "It accepts a whole number." : "It accepts a text.";
    }

    static bool MayBeEmpty(KnownParameter parameter) => parameter.TakesMany || KnownParameter.Scalar(parameter.Type) == typeof(bool);

    internal static bool Fits(string value, KnownParameter parameter)
    {
        var type = KnownParameter.Scalar(parameter.Type);
        if (parameter.Accepts.Count > 0)
            return parameter.Accepts.Contains(value, StringComparer.OrdinalIgnoreCase);
        if (type == typeof(bool))
            return bool.TryParse(value, out _);
        if (type == typeof(int))
            return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        if (type == typeof(long))
            return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        return value.Length > 0;
    }
}

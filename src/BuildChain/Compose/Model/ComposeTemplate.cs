using System.Text.RegularExpressions;

namespace BuildChain.Compose;

/// <summary>Variables in compose files: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>${NAME:?error}</c>, <c>${NAME:+value}</c>, and <c>$$</c>.</summary>
/// <remarks>
/// Without the colon an empty value counts as set. A default is plain text: compose 2.0 knows no variable in it.
/// </remarks>
public static partial class ComposeTemplate
{
    /// <summary>Fills in the variables; one that has neither value nor default is empty, as compose has it.</summary>
    /// <param name="variable">Null for a variable that is not set.</param>
    public static string Expand(string text, Func<string, string?> variable)
        => Replace(text, use => Value(use, variable));

    /// <summary>Puts another text in the place of each variable.</summary>
    public static string Replace(string text, Func<ComposeVariable, string> with)
        => Form().Replace(text, match => match.Groups["escaped"].Success ? "$" : with(Use(match)));

    /// <summary>The variables that the text uses, in order.</summary>
    public static IReadOnlyList<ComposeVariable> Variables(string text)
        => [.. Form().Matches(text).Where(match => !match.Groups["escaped"].Success).Select(Use)];

    static ComposeVariable Use(Match match)
        => new(match.Groups["name"].Value, match.Groups["operator"].Value, match.Groups["rest"].Value, match.Index);

    static string Value(ComposeVariable use, Func<string, string?> variable)
    {
        var value = variable(use.Name);
        var isSet = use.Operator.StartsWith(':') ? !string.IsNullOrEmpty(value) : value is not null;
        return use.Operator.TrimStart(':') switch
        {
            "-" => isSet ? value! : use.Operand,
            "+" => isSet ? use.Operand : "",
            _ => value ?? "",
        };
    }

    [GeneratedRegex(
        @"\$(?:(?<escaped>\$)|(?<name>[A-Za-z_][A-Za-z0-9_]*)|\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:(?<operator>:?[-+?])(?<rest>[^}]*))?\})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}

/// <summary>One use of a variable.</summary>
/// <param name="Operator"><c>-</c>, <c>:-</c>, <c>?</c>, <c>:?</c>, <c>+</c>, <c>:+</c>, or nothing.</param>
/// <param name="Operand">What stands behind the operator.</param>
/// <param name="Index">Where the use begins in its text.</param>
public sealed record ComposeVariable(string Name, string Operator, string Operand, int Index);

using System.Text.RegularExpressions;

namespace BuildChain.EndToEnd;

/// <summary>Finds, in the logs of all containers, the lines that belong to a scenario: those with the id of one of its requests.</summary>
public static partial class RequestLines
{
    const int MostLines = 400;

    /// <summary>The ids (UUIDs) in what a scenario printed and failed with, each once.</summary>
    public static IReadOnlyList<string> Ids(Scenario scenario)
        => [.. Id().Matches($"{scenario.Output}\n{scenario.Message}").Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The matching lines, container by container in the order given; at most 400.</summary>
    /// <param name="read">The lines of a log.</param>
    public static IReadOnlyList<RequestLine> Of(Scenario scenario, IReadOnlyList<ContainerLog> logs, Func<ContainerLog, IEnumerable<string>> read)
    {
        var ids = Ids(scenario);
        return ids.Count == 0 ? []
            : [.. logs.SelectMany(log => read(log).Where(line => ids.Any(id => line.Contains(id, StringComparison.OrdinalIgnoreCase))).Select(line => new RequestLine(log.Container, line))).Take(MostLines)];
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();
}

/// <summary>One line of a container's log.</summary>
public sealed record RequestLine(string Container, string Text);

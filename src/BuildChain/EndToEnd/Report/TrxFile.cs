using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace BuildChain.EndToEnd;

/// <summary>Reads what <c>dotnet test --logger trx</c> writes.</summary>
public static class TrxFile
{
    static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>The tests in the order of the file. A run that broke off has fewer than it should: <see cref="Problem"/> tells.</summary>
    /// <exception cref="BuildChainException">There is no such file, or it is no TRX file.</exception>
    /// <param name="suites">By full class name.</param>
    public static IReadOnlyList<Scenario> Read(string path, IReadOnlyDictionary<string, string> suites)
    {
        var root = Load(path);
        var classes = root.Descendants(Trx + "UnitTest").ToDictionary(
            test => Attribute(test, "id"), test => Attribute(test.Element(Trx + "TestMethod"), "className"), StringComparer.Ordinal);
        return [.. root.Descendants(Trx + "UnitTestResult").Select(result => Scenario(result, suites, classes))];
    }

    /// <summary>Why the run as a whole did not end well, such as a crashed host; null when only tests failed, or none.</summary>
    /// <inheritdoc cref="Read"/>
    public static string? Problem(string path)
    {
        var texts = Load(path).Descendants(Trx + "RunInfo").Where(info => Attribute(info, "outcome") == "Error").Select(info => info.Value.Trim()).ToList();
        return texts.Count == 0 ? null : string.Join('\n', texts);
    }

    static Scenario Scenario(XElement result, IReadOnlyDictionary<string, string> suites, Dictionary<string, string> classes)
    {
        var output = result.Element(Trx + "Output");
        var error = output?.Element(Trx + "ErrorInfo");
        var className = classes.GetValueOrDefault(Attribute(result, "testId"), "");
        return new Scenario(suites.GetValueOrDefault(className, ""), className, ShortName(Attribute(result, "testName"), className), Outcome(Attribute(result, "outcome")), Duration(result))
        {
            Message = error?.Element(Trx + "Message")?.Value ?? "",
            StackTrace = error?.Element(Trx + "StackTrace")?.Value ?? "",
            Output = output?.Element(Trx + "StdOut")?.Value ?? "",
        };
    }

    // "Space.Class.A_name_like_this(argument: 1)": the class stands beside it anyway.
    static string ShortName(string name, string className) => className.Length > 0 && name.StartsWith(className + ".", StringComparison.Ordinal)
        ? name[(className.Length + 1)..] : name;

    static ScenarioOutcome Outcome(string text) => text switch
    {
        "Passed" => ScenarioOutcome.Passed,
        "NotExecuted" or "Inconclusive" or "NotRunnable" => ScenarioOutcome.Skipped,
        _ => ScenarioOutcome.Failed,
    };

    static TimeSpan Duration(XElement result)
        => TimeSpan.TryParse(Attribute(result, "duration"), CultureInfo.InvariantCulture, out var duration) ? duration : TimeSpan.Zero;

    static string Attribute(XElement? element, string name) => element?.Attribute(name)?.Value ?? "";

    static XElement Load(string path)
    {
        try
        {
            return XDocument.Load(path).Root!;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            throw new BuildChainException($"{path} is no test result: {e.Message}", "The test run broke off before it wrote one; its log is beside it.", e);
        }
    }
}

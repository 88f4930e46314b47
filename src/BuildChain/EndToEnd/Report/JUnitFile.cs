using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace BuildChain.EndToEnd;

/// <summary>Scenarios as JUnit's XML, which CI servers read.</summary>
public static class JUnitFile
{
    /// <summary>One test suite per suite, named <c>&lt;profile&gt;.&lt;suite&gt;</c>; a phase that failed is a test case of suite <c>run</c>.</summary>
    public static string Render(RunResult run)
    {
        var suites = run.Scenarios.GroupBy(scenario => scenario.Suite, StringComparer.Ordinal)
            .Select(group => Suite($"{run.Profile.Name}.{group.Key}", [.. group.Select(Case)]))
            .Append(Suite($"{run.Profile.Name}.run", [.. run.Phases.Where(phase => phase.Started is not null).Select(Case)]));
        var document = new XDocument(new XElement("testsuites", new XAttribute("name", run.Profile.Name), suites));
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) }))
            document.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    static XElement Suite(string name, IReadOnlyList<XElement> cases) => new(
        "testsuite", new XAttribute("name", name), new XAttribute("tests", cases.Count), new XAttribute("failures", cases.Count(c => c.Element("failure") is not null)),
        new XAttribute("skipped", cases.Count(c => c.Element("skipped") is not null)), new XAttribute("time", Seconds(cases.Sum(c => double.Parse(c.Attribute("time")!.Value, CultureInfo.InvariantCulture)))),
        cases);

    static XElement Case(Scenario scenario) => new(
        "testcase", new XAttribute("classname", scenario.ClassName), new XAttribute("name", Clean(scenario.Name)), new XAttribute("time", Seconds(scenario.Duration.TotalSeconds)),
        scenario.Outcome == ScenarioOutcome.Failed ? Failure(scenario.Message, scenario.StackTrace) : null,
        scenario.Outcome == ScenarioOutcome.Skipped ? new XElement("skipped", new XAttribute("message", Clean(scenario.Message))) : null,
        scenario.Output.Length > 0 ? new XElement("system-out", Clean(scenario.Output)) : null);

    static XElement Case(PhaseResult phase) => new(
        "testcase", new XAttribute("classname", "run"), new XAttribute("name", PhaseNames.Of(phase.Phase)), new XAttribute("time", Seconds(phase.Duration.TotalSeconds)),
        phase.Outcome == PhaseOutcome.Succeeded ? null : Failure(phase.Problem, ""));

    static XElement Failure(string message, string details)
        => new("failure", new XAttribute("message", Clean(message.Split('\n')[0])), Clean(details.Length > 0 ? $"{message}\n{details}" : message));

    static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);

    // What a function printed may hold characters that XML has no form for at all.
    static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD'));
}

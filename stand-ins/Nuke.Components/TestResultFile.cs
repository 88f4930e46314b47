using System.Xml;
using Nuke.Common.IO;

namespace Nuke.Components;

/// <summary>A TRX file of <c>dotnet test</c>.</summary>
static class TestResultFile
{
    /// <summary>Passed, Failed, NotExecuted, …: one for each test in <c>TestRun/Results</c>.</summary>
    public static IEnumerable<string> Outcomes(AbsolutePath file)
    {
        using var reader = XmlReader.Create(file);
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "UnitTestResult" })
                yield return reader.GetAttribute("outcome");
        }
    }
}

using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using Nuke.Common;
using Nuke.Common.IO;

namespace BuildChain.Components;

/// <summary>For targets that show something.</summary>
public interface IHasFormat : INukeBuild
{
    [Parameter("How PlanBake, CacheStatus, Status and Inspect show what they know: table (default), json, or mermaid (PlanBake)")]
    ReportFormat Format => TryGetValue(() => Format) ?? ReportFormat.Table;

    [Parameter("File that PlanBake, CacheStatus, Status and Inspect write instead of showing it; folder that Brand writes a copy to")]
    string Output => TryGetValue(() => Output);

    /// <summary>Shows the text, or writes it where <c>--output</c> says.</summary>
    void Show(string text)
    {
        if (Output is null)
        {
            BuildReporter.Block(text);
            return;
        }

        var file = (AbsolutePath)Path.GetFullPath(Output, EnvironmentInfo.WorkingDirectory);
        file.Parent.CreateDirectory();
        file.WriteAllText(text);
        BuildReporter.Note($"Written to {file}");
    }
}

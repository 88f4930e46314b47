using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using Nuke.Common;
using Nuke.Common.IO;

namespace BuildChain.Components;

/// <summary>For targets that show something.</summary>
public interface IHasFormat : INukeBuild
{
    [Parameter("How PlanBake, CacheStatus, Status and Inspect show what they know: table (default), json, or mermaid (PlanBake). But for the table, the build's own lines go to standard error")]
    ReportFormat Format => TryGetValue(() => Format) ?? ReportFormat.Table;

    [Parameter("File that PlanBake, CacheStatus, Status and Inspect write instead of showing it; folder that Brand writes a copy to")]
    string Output => TryGetValue(() => Output);

    /// <summary>Shows the text, or writes it where <c>--output</c> says.</summary>
    void Show(string text)
    {
        if (Output is null)
        {
            StandardOutput.Show(text);
            return;
        }

        CheckOutput();
        try
        {
            OutputFile.Parent.CreateDirectory();
            OutputFile.WriteAllText(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildChainException($"--output: {OutputFile} cannot be written: {e.Message}", "Name a file that can be.", e);
        }
        BuildReporter.Note($"Written to {OutputFile}");
    }

    /// <summary>For <see cref="IHasBake.CheckInput"/>'s place: tells before anything runs of an <c>--output</c> that cannot be a file.</summary>
    void CheckFormatInput()
    {
        if (Output is not null && !(this is IBrand { Brand: var brand } && InvokedTargets.Contains(brand)))
            CheckOutput();
    }

    private AbsolutePath OutputFile => Path.GetFullPath(Output, EnvironmentInfo.WorkingDirectory);

    private void CheckOutput()
    {
        if (OutputFile.DirectoryExists())
            throw new BuildChainException($"--output: {OutputFile} is a directory.", $"Name a file in it, such as --output {Path.Join(Output, "output.txt")}");
    }
}

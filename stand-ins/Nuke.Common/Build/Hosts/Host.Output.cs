using System.Globalization;
using Nuke.Common.Execution;
using Serilog.Rendering;

namespace Nuke.Common;

/// <content>Logo, banners and the summary.</content>
public partial class Host
{
    // No-break spaces, as some build servers fold several spaces.
    static readonly string[] s_logo =
    [
        "███╗   ██╗██╗   ██╗██╗  ██╗███████╗",
        "████╗  ██║██║   ██║██║ ██╔╝██╔════╝",
        "██╔██╗ ██║██║   ██║█████╔╝ █████╗  ",
        "██║╚██╗██║██║   ██║██╔═██╗ ██╔══╝  ",
        "██║ ╚████║╚██████╔╝██║  ██╗███████╗",
        "╚═╝  ╚═══╝ ╚═════╝ ╚═╝  ╚═╝╚══════╝",
    ];

    protected internal void WriteLogo()
    {
        Debug();
        foreach (var line in s_logo)
            Debug(line.Replace(' ', '\u00a0'));
        Debug();
    }

    protected internal virtual IDisposable WriteBlock(string text)
    {
        Debug();
        Debug("╬" + new string('═', text.Length + 5));
        foreach (var line in text.Split(Environment.NewLine))
            Debug($"║ {Theme.Format(line, Style.LevelInformation)}");
        Debug("╬" + new string('═', Math.Max(text.Length - 4, 2)));
        Debug();
        return Block.Nothing;
    }

    protected internal virtual void ReportWarning(string text, string details = null)
    {
    }

    protected internal virtual void ReportError(string text, string details = null)
    {
    }

    /// <summary>Takes a message that is a command to the host; true if it did.</summary>
    protected internal virtual bool FilterMessage(string message) => false;

    protected internal virtual void WriteErrorsAndWarnings()
    {
        if (Logging.Current is not { HasWarningsOrErrors: true } log)
            return;

        using (WriteBlock("Errors & Warnings"))
            log.RepeatWarningsAndErrors();
    }

    protected internal virtual void WriteTargetOutcome(INukeBuild build)
    {
        var table = new SummaryTable(build.ExecutionPlan);
        Debug();
        Debug(table.Line('═'));
        Information(table.Header);
        Debug(table.Line('─'));
        foreach (var target in build.ExecutionPlan)
            WriteTargetOutcome(target.Status, table.Row(target));
        Debug(table.Line('─'));
        Information(table.Total);
        Debug(table.Line('═'));
    }

    protected internal virtual void WriteBuildOutcome(INukeBuild build)
    {
        var time = DateTime.Now.ToString(CultureInfo.CurrentCulture);
        Debug();
        if (build.IsSucceeding)
            Success($"Build succeeded on {time}. ＼（＾ᴗ＾）／");
        else
            Error($"Build failed on {time}. (╯°□°）╯︵ ┻━┻");
    }

    static void WriteTargetOutcome(ExecutionStatus status, string row)
    {
        switch (status)
        {
            case ExecutionStatus.Skipped:
                Debug(row);
                break;
            case ExecutionStatus.Succeeded:
                Success(row);
                break;
            case ExecutionStatus.Aborted or ExecutionStatus.NotRun:
                Warning(row);
                break;
            case ExecutionStatus.Failed:
                Error(row);
                break;
        }
    }
}

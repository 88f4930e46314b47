using System.Text;
using Nuke.Common.Utilities;
using Serilog;
using Serilog.Events;

namespace Nuke.Common.Tooling;

/// <summary>A program ended with an exit code other than 0.</summary>
public class ProcessException(IProcess process) : Exception(Describe(process))
{
    const string Indentation = "   ";

    public int ExitCode { get; } = process.ExitCode;

    internal IProcess Process { get; } = process;

    static string Describe(IProcess process)
    {
        var text = new StringBuilder()
            .AppendLine($"Process '{Path.GetFileName(process.FileName)}' exited with code {process.ExitCode}.")
            .AppendLine($"{Indentation}> {process.FileName.DoubleQuoteIfNeeded()} {process.Arguments}")
            .AppendLine($"{Indentation}@ {process.WorkingDirectory}");

        var errors = process.Output.Where(x => x.Type == OutputType.Err).ToList();
        if (errors.Count > 0)
            AppendLines(text, "Error output:", errors);
        else if (Log.IsEnabled(LogEventLevel.Verbose))
            AppendLines(text, "Standard output:", process.Output);
        return text.ToString();
    }

    static void AppendLines(StringBuilder text, string title, IEnumerable<Output> lines)
    {
        text.AppendLine(title);
        foreach (var line in lines)
            text.Append(Indentation).AppendLine(line.Text);
    }
}

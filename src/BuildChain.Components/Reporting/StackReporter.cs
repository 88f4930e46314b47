using System.Diagnostics;
using BuildChain.Compose;
using Nuke.Common;

namespace BuildChain.Components.Reporting;

/// <summary>Shows how services come up: one line that changes on a terminal, a line per change elsewhere.</summary>
sealed class StackReporter : IProgress<IReadOnlyList<ServiceCondition>>, IDisposable
{
    const string ClearLine = "\r\u001b[K";

    static readonly bool IsLive = NukeBuild.IsLocalBuild && !Console.IsOutputRedirected;

    readonly Stopwatch _watch = Stopwatch.StartNew();
    IReadOnlyList<ServiceCondition> _shown = [];

    /// <summary>Lets something else be written: the changing line is cleared before, and comes again with the next change.</summary>
    public static void Interrupt(Action write)
    {
        if (IsLive)
            Console.Write(ClearLine);
        write();
    }

    public void Report(IReadOnlyList<ServiceCondition> value)
    {
        if (IsLive)
            Console.Write(ClearLine + Fitting(string.Join("   ", value.Select(service => $"{Mark(service.Phase)} {service.Service} {service.Reason}"))));
        else
            ReportChanges(value);
        _shown = value;
    }

    public void Dispose()
    {
        if (IsLive && _shown.Count > 0)
            Console.Write(ClearLine);
    }

    void ReportChanges(IReadOnlyList<ServiceCondition> value)
    {
        // What there is at the start is where it begins, not news.
        if (_shown.Count == 0)
            return;
        foreach (var service in value.Except(_shown).Where(service => service.Phase != ServicePhase.Waiting))
            BuildReporter.Note(FormattableString.Invariant($"{service.Service}: {service.Reason} ({_watch.Elapsed.TotalSeconds:0.0} s)"));
    }

    static char Mark(ServicePhase phase) => phase switch
    {
        ServicePhase.Ready => '✓',
        ServicePhase.Failed => '✗',
        ServicePhase.Starting => '…',
        _ => '·',
    };

    // A longer line would wrap, and only its last part would be cleared.
    static string Fitting(string text) => Console.WindowWidth is > 10 and var width && text.Length >= width ? text[..(width - 1)] : text;
}

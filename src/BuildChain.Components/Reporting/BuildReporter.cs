using BuildChain.Cache;
using BuildChain.Compose;
using BuildChain.Engine;
using BuildChain.Locking;
using Serilog;

namespace BuildChain.Components.Reporting;

/// <summary>The one place where what the library tells becomes lines of the build's log.</summary>
static class BuildReporter
{
    public static IProgress<EngineEvent> Engine { get; } = new Synchronous<EngineEvent>(e =>
    {
        switch (e.Kind)
        {
            case EngineEventKind.Warning:
                Log.Warning("{Text:l}", e.Text);
                break;
            case EngineEventKind.Detail:
                Log.Verbose("{Text:l}", e.Text);
                break;
            default:
                Log.Information("{Text:l}", e.Text);
                break;
        }
    });

    /// <summary>Locks that tell whom they wait for.</summary>
    public static LockOptions Locks { get; } = new() { OnWait = wait => Log.Information("{Wait:l}", wait.ToString()) };

    /// <summary>What the shared cache noticed; a cache that is not used costs time and nothing else.</summary>
    public static void Cache(CacheEvent notice)
    {
        if (notice.Kind is CacheEventKind.Copying or CacheEventKind.Waiting)
            Log.Information("{Text:l}", notice.ToString());
        else
            Log.Warning("{Text:l}", notice.ToString());
    }

    public static void Cache(PublishResult result)
    {
        if (result.Outcome == PublishOutcome.Skipped)
            Log.Warning("{Text:l}", result.ToString());
        else
            Log.Verbose("{Text:l}", result.ToString());
    }

    public static void Note(string text) => Log.Information("{Text:l}", text);

    public static void Warn(string text) => Log.Warning("{Text:l}", text);

    /// <summary>A text of several lines, such as a table, without the log's prefix.</summary>
    public static void Block(string text) => Console.WriteLine(text);

    /// <summary>A container's line with its name before it.</summary>
    public static void Line(StackLogLine line) => Console.WriteLine($"{line.Name} | {line.Text}");

    // Progress<T> posts to the thread pool, where lines overtake each other.
    sealed class Synchronous<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}

using System.Collections.Concurrent;
using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.EndToEnd;

/// <summary>Saves what function containers write while they are there: the agent removes them during a run, and the engine their lines.</summary>
sealed class FunctionLogs : IAsyncDisposable
{
    static readonly TimeSpan LastLines = TimeSpan.FromSeconds(1);

    readonly EngineConnection _engine;
    readonly string _directory;
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentBag<Task> _streams = [];
    readonly Task _events;

    public FunctionLogs(EngineConnection engine, string project, string directory)
    {
        (_engine, _directory) = (engine, directory);
        Directory.CreateDirectory(directory);
        _events = WatchAsync(project);
    }

    /// <summary>Of the function and the container: many containers are of one function.</summary>
    public static string NameOf(string function, string container) => $"{function}-{container.Split('-')[^1]}";

    Task WatchAsync(string project)
    {
        var request = _engine.Docker(
            "events", "--filter", "type=container", "--filter", "event=start", "--filter", $"label={BrandNames.Labels}project={project}", "--filter", $"label={BrandNames.Labels}kind=function",
            "--format", $"{{{{.Actor.ID}}}} {{{{index .Actor.Attributes \"{BrandNames.Labels}function\"}}}} {{{{.Actor.Attributes.name}}}}");
        return QuietlyAsync(request with { KeepsOutput = false, OnLine = line => Follow(line.Text.Split(' ')) });
    }

    void Follow(string[] started)
    {
        if (started is [var id, var function, var name])
            _streams.Add(FollowAsync(id, NameOf(function, name)));
    }

    async Task FollowAsync(string id, string name)
    {
        await using var file = new StreamWriter(Path.Combine(_directory, $"{name}.log"), append: true) { AutoFlush = true };
        var gate = new Lock();
        await QuietlyAsync(_engine.Docker("container", "logs", "--follow", id) with
        {
            KeepsOutput = false,
            OnLine = line =>
            {
                lock (gate)
                    file.WriteLine(line.Text);
            },
        });
    }

    async Task QuietlyAsync(ProcessRequest request)
    {
        try
        {
            await ProcessRunner.TryRunAsync(request, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ProcessFailedException)
        {
            // Stopped, or the engine is gone, of which others tell.
        }
    }

    /// <summary>Ends; what was written until now is in the files.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAny(Task.WhenAll(_streams), Task.Delay(LastLines));
        await _stop.CancelAsync();
        await _events;
        await Task.WhenAll(_streams);
        _stop.Dispose();
    }
}

using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.Compose;

/// <summary>Follows one container's lines, also when it is started again: docker ends a stream with the container.</summary>
sealed class LogFollower(EngineConnection engine, StackContainer container, Action<StackLogLine> onLine)
{
    string _last = "";
    Task _stream = Task.CompletedTask;

    /// <summary>Begins to follow, or goes on where the last stream ended.</summary>
    public void Continue(CancellationToken cancellationToken)
    {
        if (_stream.IsCompleted)
            _stream = StreamAsync(cancellationToken);
    }

    public Task EndAsync() => _stream;

    async Task StreamAsync(CancellationToken cancellationToken)
    {
        var (name, after) = (StackLogs.NameOf(container), _last);
        string[] since = after.Length == 0 ? [] : ["--since", after];
        var request = engine.Docker(["container", "logs", "--timestamps", "--follow", .. since, container.Id]) with
        {
            KeepsOutput = false,
            OnLine = text =>
            {
                var line = StackLogLine.Of(name, text.Text);
                // --since includes the moment itself.
                if (string.CompareOrdinal(line.Time, after) <= 0)
                    return;
                _last = line.Time;
                onLine(line);
            },
        };
        await ProcessRunner.TryRunAsync(request, cancellationToken);
    }
}

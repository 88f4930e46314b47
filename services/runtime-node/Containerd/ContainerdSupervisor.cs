using System.ComponentModel;
using Esb.RuntimeNode.Network;

namespace Esb.RuntimeNode.Containerd;

/// <summary>Writes the configuration, then keeps containerd running: a dead one is started again after a growing pause.</summary>
sealed partial class ContainerdSupervisor(NodeSettings node, NodeState state, NodePreparation preparation, ILoggerFactory loggers) : BackgroundService
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Stable = TimeSpan.FromSeconds(30);

    readonly ILogger _log = loggers.CreateLogger("runtime-node");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        state.Obstacles = Prerequisites.Missing(node);
        if (state.Obstacles.Count > 0)
        {
            foreach (var obstacle in state.Obstacles)
                _log.LogError("containerd is not started: {Obstacle}", obstacle);
            return;
        }
        try
        {
            CniNetwork.Reset();
            await NodeConfiguration.WriteAsync(node, stoppingToken);
            ControlGroups.Delegate(_log);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            state.Obstacles = [$"containerd is not started: {e.Message}"];
            _log.LogError(e, "containerd is not started");
            return;
        }
        await KeepRunningAsync(stoppingToken);
    }

    async Task KeepRunningAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            var started = TimeProvider.System.GetTimestamp();
            var ending = await RunOnceAsync(stoppingToken);
            if (stoppingToken.IsCancellationRequested)
                return;
            pause = TimeProvider.System.GetElapsedTime(started) > Stable ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            state.Obstacles = [$"containerd is down: {ending}"];
            _log.LogError("containerd {Ending}: started again in {Seconds} s", ending, pause.TotalSeconds);
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<string> RunOnceAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var containerd = ContainerdProcess.Start(node, loggers.CreateLogger("containerd"));
            _log.LogInformation("containerd started, pid {Pid}", containerd.Id);
            state.Obstacles = [];
            var exitCode = await WaitAsync(containerd, stoppingToken);
            _log.LogInformation("containerd ended with exit code {ExitCode}", exitCode);
            return $"ended with exit code {exitCode}";
        }
        catch (Win32Exception e)
        {
            return $"could not be started: {e.Message}";
        }
    }

    async Task<int> WaitAsync(ContainerdProcess containerd, CancellationToken stoppingToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var prepared = preparation.Done.IsCompleted ? Task.CompletedTask : preparation.RunAsync(ended.Token);
        var exitCode = await containerd.WaitAsync(stoppingToken);
        await ended.CancelAsync();
        await prepared.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return exitCode;
    }
}

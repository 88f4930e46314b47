using System.Diagnostics;
using System.Globalization;
using System.Net;
using Esb.RuntimeInterface.Http;
using Esb.RuntimeInterface.Invoke;
using Esb.RuntimeInterface.Logs;
using Esb.RuntimeInterface.Processes;
using Esb.RuntimeInterface.Api;

namespace Esb.RuntimeInterface.Sandbox;

/// <summary>
/// One run of the function's runtime process, with a Runtime API of its own: what an earlier run still sends never reaches a later one.
/// </summary>
sealed class RuntimeSession : IAsyncDisposable
{
    static readonly TimeSpan TerminationLimit = TimeSpan.FromMilliseconds(500);

    readonly long _started = Stopwatch.GetTimestamp();
    readonly CancellationTokenSource _initLimit = new();
    readonly RuntimeApi _api;
    readonly HttpServer _server;
    readonly OutputPipes _output;
    readonly ChildProcess _process;

    RuntimeSession(RuntimeApi api, HttpServer server, OutputPipes output, ChildProcess process, TimeSpan initLimit)
    {
        (_api, _server, _output, _process) = (api, server, output, process);
        Over = WatchAsync(initLimit);
    }

    /// <summary>Completes when this run is of no more use, with the reason.</summary>
    public Task<SessionEnd> Over { get; }

    /// <summary>Completes while the runtime waits for an invocation.</summary>
    public Task Ready => _api.Ready;

    /// <summary>How long the runtime took until it asked for its first invocation; null before.</summary>
    public TimeSpan? Initialization => _api.Initialized is { } initialized ? Stopwatch.GetElapsedTime(_started, initialized) : null;

    /// <summary>Since it was started.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_started);

    /// <summary>Whether it was given an invocation.</summary>
    public bool HasServed { get; private set; }

    /// <summary>The process's largest resident size so far in MiB; null once it is gone.</summary>
    public int? PeakMemory
    {
        get
        {
            try
            {
                const string Key = "VmHWM:";
                var line = File.ReadLines($"/proc/{_process.Id}/status").FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
                return line is null ? null : int.Parse(line[Key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    /// <summary>Starts the runtime.</summary>
    /// <param name="initLimit">How long it may take until it asks for its first invocation.</param>
    /// <exception cref="StartException">There is nothing to start, or the system refuses to.</exception>
    public static async Task<RuntimeSession> StartAsync(FunctionSettings function, FunctionLog log, TimeSpan initLimit)
    {
        var api = new RuntimeApi(function.Arn);
        var server = HttpServer.Start(new IPEndPoint(IPAddress.Loopback, 0), RuntimeApi.ResponseLimit, api.HandleAsync);
        var output = new OutputPipes(log.Write);
        try
        {
            var command = RuntimeCommand.Find(function, server.Endpoint.ToString())
                ?? throw new StartException($"Couldn't find valid bootstrap(s): [{string.Join(' ', RuntimeCommand.Candidates(function))}]");
            var process = ChildProcess.Start(command, output.Output, output.Error);
            output.CloseChildEnds();
            return new RuntimeSession(api, server, output, process, initLimit);
        }
        catch
        {
            output.Dispose();
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc cref="RuntimeApi.TryGive"/>
    public bool TryGive(Invocation invocation, DateTimeOffset deadline, out Task<RuntimeReport> report)
    {
        var given = _api.TryGive(invocation, deadline, out report);
        HasServed |= given;
        return given;
    }

    /// <summary>Takes what the function has written until now.</summary>
    public void DrainOutput() => _output.Drain();

    /// <summary>Asks the runtime to end, and waits half a second for it.</summary>
    public async Task TerminateAsync()
    {
        _process.Signal(Libc.SigTerm);
        await Task.WhenAny(_process.Ended, Task.Delay(TerminationLimit, CancellationToken.None));
    }

    /// <summary>Kills the runtime and everything that it started, takes the rest of the output, closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Signal(Libc.SigKill);
        await _process.Ended;
        await Children.KillAllAsync();
        await _initLimit.CancelAsync();
        _output.Dispose();
        await _server.DisposeAsync();
        _initLimit.Dispose();
    }

    async Task<SessionEnd> WatchAsync(TimeSpan initLimit)
    {
        var limit = Task.Delay(initLimit, _initLimit.Token);
        var first = await Task.WhenAny(_api.Ready, _process.Ended, _api.InitError, limit);
        if (first == limit)
            return new SessionEnd.InitTimeout();
        if (_api.InitError.IsCompletedSuccessfully)
            return new SessionEnd.InitError(await _api.InitError);
        if (first == _process.Ended)
            return new SessionEnd.Exit(await _process.Ended);
        await _initLimit.CancelAsync();
        return new SessionEnd.Exit(await _process.Ended);
    }
}

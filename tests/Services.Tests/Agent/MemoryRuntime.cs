using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Esb.Agent.Containers;
using Esb.Agent.Functions;
using Esb.Agent.Pool;

namespace Esb.Tests.Agent;

/// <summary>A runtime whose containers are entries of a list: they start when the test says so.</summary>
sealed class MemoryRuntime : IContainerRuntime, IReadiness
{
    readonly ConcurrentDictionary<string, FunctionContainer> _containers = new(StringComparer.Ordinal);
    readonly Channel<ContainerEnd> _ends = Channel.CreateUnbounded<ContainerEnd>();
    int _most;

    public string ImageId { get; set; } = "sha256:1";

    /// <summary>What each start waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>What each container's readiness waits for.</summary>
    public Task ReadyGate { get; set; } = Task.CompletedTask;

    public string? StartProblem { get; set; }

    /// <summary>The container that cannot be removed.</summary>
    public string? Stuck { get; set; }

    /// <summary>Started containers have ended before anybody can ask them.</summary>
    public bool EndAtOnce { get; set; }

    public ContainerWork? Work { get; set; } = ContainerWork.Idle;

    public IReadOnlyCollection<string> Names => [.. _containers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The most containers that there ever were at once.</summary>
    public int Most => _most;

    public void Add(FunctionContainer container) => _containers[container.Name] = container;

    public Task<string> ImageIdAsync(string image, CancellationToken cancellationToken) => Task.FromResult(ImageId);

    public Task PrepareAsync(string image, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<FunctionContainer> StartAsync(string name, FunctionSpec function, string fingerprint, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        if (StartProblem is { } problem)
            throw new ContainerException(problem);
        var container = new FunctionContainer(name, function.Name, fingerprint, EndAtOnce ? "" : "10.0.0.1", !EndAtOnce);
        Add(container);
        var count = _containers.Count;
        for (var most = _most; count > most && Interlocked.CompareExchange(ref _most, count, most) != most; most = _most)
        {
        }
        return container;
    }

    public Task RemoveAsync(string name, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (name == Stuck)
            throw new ContainerException($"{name} is stuck");
        _containers.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<FunctionContainer>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FunctionContainer>>([.. _containers.Values]);

    public Task<string> LogTailAsync(string name, CancellationToken cancellationToken) => Task.FromResult("last words");

    public async IAsyncEnumerable<ContainerEnd> EndsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var end in _ends.Reader.ReadAllAsync(cancellationToken))
            yield return end;
    }

    public Task<string?> ProblemAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task UntilHealthyAsync(string address, CancellationToken cancellationToken) => ReadyGate.WaitAsync(cancellationToken);

    public Task<ContainerWork?> WorkAsync(string address, CancellationToken cancellationToken) => Task.FromResult(Work);
}

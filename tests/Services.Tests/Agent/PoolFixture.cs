using Esb.Agent.Containers;
using Esb.Agent.Functions;
using Esb.Agent.Pool;
using Microsoft.Extensions.Logging.Abstractions;

namespace Esb.Tests.Agent;

/// <summary>A pool over a <see cref="MemoryRuntime"/>, with a clock that the test moves.</summary>
sealed class PoolFixture : IFunctionCatalog, IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    readonly Dictionary<string, FunctionSpec> _functions = new(StringComparer.Ordinal);

    public PoolFixture(PoolOptions? options = null)
    {
        Options = options ?? new() { QueueTimeout = TimeSpan.FromMilliseconds(200) };
        Context = new(Runtime, Runtime, new("test", "default", null), Options, Metrics, Clock, NullLogger.Instance);
        Pool = new(Context, this);
        Inventory = new(Pool, Context, this);
        Define("echo");
    }

    public MemoryRuntime Runtime { get; } = new();

    public ManualClock Clock { get; } = new();

    public PoolMetrics Metrics { get; } = new();

    public PoolOptions Options { get; }

    public PoolContext Context { get; }

    public ContainerPool Pool { get; }

    public Inventory Inventory { get; }

    public IReadOnlyCollection<FunctionSpec> All => _functions.Values;

    public string? Problem { get; set; }

    public FunctionSpec? Find(string name) => _functions.GetValueOrDefault(name);

    public FunctionSpec Define(string name, int? concurrency = null, int memory = 128) =>
        _functions[name] = new(name, $"esb-{name}:latest", TimeSpan.FromSeconds(3), memory, concurrency, new Dictionary<string, string>());

    public Task<Lease> AcquireAsync(string function = "echo") => Pool.AcquireAsync(function, Patience, CancellationToken.None);

    public async Task<AcquireException> RefusalAsync(string function = "echo") => await Assert.ThrowsAsync<AcquireException>(() => AcquireAsync(function));

    public string States => string.Join(' ', Pool.View().Select(view => view.State));

    /// <summary>Waits for work in the background to bring something about.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        for (var attempt = 0; !condition(); attempt++)
        {
            Assert.True(attempt < 1000, "It never came to that");
            await Task.Delay(10);
        }
    }

    public void Dispose() => Context.Dispose();
}

/// <summary>Time stands still until the test moves it; waiting is real.</summary>
sealed class ManualClock : TimeProvider
{
    DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time) => _now += time;
}

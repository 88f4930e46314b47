namespace Esb.Gateway.Http;

/// <summary>
/// Memory that payloads may take together. Who finds no room waits its turn: a sender is slowed down, and no number of large requests
/// exhausts the memory.
/// </summary>
/// <param name="bytes">How much there is.</param>
sealed class ByteBudget(long bytes)
{
    // Small payloads are no danger, and many.
    const int Negligible = 64 * 1024;

    readonly Lock _lock = new();
    readonly LinkedList<Waiter> _waiters = [];
    readonly long _all = bytes;
    long _free = bytes;

    /// <summary>Room for a payload, until it is disposed. More than there is at all is taken as all there is.</summary>
    public async ValueTask<IDisposable?> ReserveAsync(long size, CancellationToken cancellationToken)
    {
        if (size <= Negligible)
            return null;
        var share = Math.Min(size, _all);
        var waiter = new Waiter(share);
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            node = _waiters.AddLast(waiter);
            Grant();
        }
        try
        {
            await waiter.Granted.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            GiveUp(node);
            throw;
        }
        return new Room(this, share);
    }

    void GiveUp(LinkedListNode<Waiter> node)
    {
        lock (_lock)
        {
            if (node.List is not null)
                _waiters.Remove(node);
            else
                _free += node.Value.Share;
            Grant();
        }
    }

    void Return(long share)
    {
        lock (_lock)
        {
            _free += share;
            Grant();
        }
    }

    // In turn, so that a large one is not passed by small ones for ever.
    void Grant()
    {
        while (_waiters.First is { } first && first.Value.Share <= _free)
        {
            _free -= first.Value.Share;
            _waiters.RemoveFirst();
            first.Value.Granted.SetResult();
        }
    }

    sealed record Waiter(long Share)
    {
        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    sealed class Room(ByteBudget budget, long share) : IDisposable
    {
        int _isReturned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) == 0)
                budget.Return(share);
        }
    }
}

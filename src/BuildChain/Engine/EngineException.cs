namespace BuildChain.Engine;

/// <summary>No usable engine, and why.</summary>
public sealed class EngineException : BuildChainException
{
    public EngineException(string message, string? remedy = null, Exception? innerException = null)
        : base(message, remedy, innerException)
    {
    }
}

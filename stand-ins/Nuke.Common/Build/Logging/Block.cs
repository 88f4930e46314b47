namespace Nuke.Common.Execution;

/// <summary>Does something at the end of a <c>using</c> block.</summary>
sealed class Block(Action end) : IDisposable
{
    public static Block Nothing { get; } = new(null);

    public void Dispose() => end?.Invoke();
}

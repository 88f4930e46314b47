namespace BuildChain.Bake;

/// <summary>buildx could not build a target.</summary>
public sealed class BakeFailedException : BuildChainException
{
    public BakeFailedException(string message, string? remedy, BakeFailure failure, int exitCode)
        : base(message, remedy)
        => (Failure, ExitCode) = (failure, exitCode);

    public BakeFailure Failure { get; }

    public int ExitCode { get; }
}

namespace BuildChain.EndToEnd;

/// <summary>
/// What the phases of a run do. Each is stopped through its token at its timeout or when somebody cancels, and then throws; each tells its
/// progress through <see cref="RunContext.Say"/>.
/// </summary>
public interface IRunActions
{
    /// <summary>Leases a name for the run; it also becomes its project.</summary>
    Task<RunLease> TagAsync(RunContext run, CancellationToken cancellationToken);

    Task PortsAsync(RunContext run, CancellationToken cancellationToken);

    /// <summary>Builds every image under the run's tag.</summary>
    Task<IReadOnlyList<RunImage>> BuildAsync(RunContext run, CancellationToken cancellationToken);

    Task UpAsync(RunContext run, CancellationToken cancellationToken);

    /// <summary>Waits until the gateway answers, and gives its address.</summary>
    Task<Uri> HealthyAsync(RunContext run, CancellationToken cancellationToken);

    Task<IReadOnlyList<Scenario>> ScenariosAsync(RunContext run, CancellationToken cancellationToken);

    /// <summary>Writes the logs of every container below the run's directory; works for a stack that came up only in part.</summary>
    Task<IReadOnlyList<ContainerLog>> LogsAsync(RunContext run, CancellationToken cancellationToken);

    /// <summary>Removes everything that the record names or that is labelled with it; works at any point of the run, and twice.</summary>
    Task TeardownAsync(RunRecord run, Action<string> say, CancellationToken cancellationToken);
}

/// <summary>A run under way, as its phases see it.</summary>
/// <param name="directory">Absolute; files of this run alone.</param>
public sealed class RunContext(E2EProfile profile, string directory, Action<string> say)
{
    public E2EProfile Profile => profile;

    public string Directory => directory;

    /// <summary>The run's name and what is on disk about it; there from the phase after the tag's on.</summary>
    public RunLease? Lease { get; internal set; }

    /// <exception cref="InvalidOperationException">The run has no name yet.</exception>
    public RunRecord Record => (Lease ?? throw new InvalidOperationException("The run has no tag yet.")).Record;

    /// <summary>Where the gateway answers; there once it does.</summary>
    public Uri? Gateway { get; internal set; }

    /// <summary>For the report.</summary>
    public Dictionary<string, string> Versions { get; } = new(StringComparer.Ordinal);

    /// <summary>Tells one line of what is going on.</summary>
    public void Say(string line) => say(line);
}

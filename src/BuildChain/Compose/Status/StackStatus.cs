using BuildChain.Engine;

namespace BuildChain.Compose;

/// <summary>What there is of a project.</summary>
/// <param name="Services">The services' containers.</param>
/// <param name="Functions">The functions' containers, in either mode.</param>
public sealed record StackStatus(string Project, IReadOnlyList<StackContainer> Services, IReadOnlyList<FunctionContainer> Functions)
{
    /// <summary>Other projects of this chain in the same engine; only looked for when there is nothing of this one.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>That there is nothing of a project, and of which others there is: its name may be misspelt.</summary>
    internal static string Nothing(string project, IReadOnlyList<string> others, string consequence = "")
        => $"There is nothing of {project}{consequence}.{(others.Count == 0 ? "" : $" There is: {NearestName.Describe(project, others)}")}";

    /// <summary>What services answered that were asked just now, by name: the engine's own check of a container that has just started comes seconds later.</summary>
    public IReadOnlyDictionary<string, bool> Answers { get; init; } = new Dictionary<string, bool>();

    /// <summary>How far a service is.</summary>
    internal ServiceCondition ConditionOf(StackContainer service)
        => ServiceCondition.Of(service.Service!, service, Answers.TryGetValue(service.Service!, out var answers) ? answers : null);

    /// <param name="certificateDirectory">The client certificate in it lets the agent answer.</param>
    public static async Task<StackStatus> ReadAsync(EngineConnection engine, string project, string certificateDirectory, CancellationToken cancellationToken = default)
    {
        var inspector = new StackInspector(engine);
        var containers = await inspector.ContainersAsync(project, cancellationToken);
        var services = containers.Where(container => container.Service is not null).ToList();
        // The agent knows what its containers are doing; without it there is still what docker says.
        var functions = await FunctionContainers.AskAgentAsync(services, certificateDirectory, cancellationToken)
            ?? [.. containers.Where(container => container.Function is not null).Select(FunctionContainer.Of)];
        return new StackStatus(project, services, functions)
        {
            Answers = await AskAsync(engine, services, cancellationToken),
            Others = containers.Count > 0 ? [] : await inspector.OwnProjectsAsync(cancellationToken),
        };
    }

    static async Task<Dictionary<string, bool>> AskAsync(EngineConnection engine, IReadOnlyList<StackContainer> services, CancellationToken cancellationToken)
    {
        var asked = await Task.WhenAll(services.Where(service => service.MayBeWell)
            .Select(async service => (Name: service.Service!, Answers: await StackProbe.CheckAsync(engine, service, cancellationToken))));
        var answers = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (name, answer) in asked)
        {
            if (answer is { } well)
                answers[name] = well;
        }
        return answers;
    }
}

/// <summary>A container that a function runs in.</summary>
/// <param name="State">The agent's word: <c>starting</c>, <c>idle</c>, <c>busy</c>, <c>stopping</c>; docker's when the agent does not answer.</param>
/// <param name="Address">Where the gateway reaches it; empty when not known.</param>
public sealed record FunctionContainer(string Function, string Container, string State, string Address, DateTimeOffset? Since)
{
    internal static FunctionContainer Of(StackContainer container)
        => new(container.Function!, container.Name, container.State, "", container.Started);
}

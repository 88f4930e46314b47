namespace BuildChain.Compose;

/// <summary>Looks at a stack again and again, and tells when something changed.</summary>
sealed class StackMonitor(StackPlan plan, IProgress<IReadOnlyList<ServiceCondition>> progress) : IDisposable
{
    readonly StackInspector _inspector = new(plan.Engine);
    readonly StackProbe _probe = new(plan);
    IReadOnlyList<ServiceCondition> _last = [];

    public async Task<IReadOnlyList<ServiceLook>> LookAsync(CancellationToken cancellationToken)
    {
        var containers = await _inspector.ContainersAsync(plan.Settings.Project, cancellationToken);
        var looks = await Task.WhenAll(plan.Services.Select(service => LookAsync(service, containers, cancellationToken)));
        var conditions = looks.Select(look => look.Condition).ToList();
        if (!conditions.SequenceEqual(_last))
            progress.Report(_last = conditions);
        return looks;
    }

    async Task<ServiceLook> LookAsync(string service, IReadOnlyList<StackContainer> containers, CancellationToken cancellationToken)
    {
        var container = containers.FirstOrDefault(c => c.Service == service);
        var answers = container is { MayBeWell: true } ? await _probe.AnswersAsync(service, container, cancellationToken) : null;
        return new ServiceLook(service, container, ServiceCondition.Of(service, container, answers));
    }

    public void Dispose() => _probe.Dispose();
}

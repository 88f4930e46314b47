namespace Nuke.Common.Execution;

/// <summary>Finds the groups of targets that depend on each other in a circle (Tarjan's strongly connected components).</summary>
sealed class CycleFinder(Dictionary<ExecutableTarget, HashSet<ExecutableTarget>> dependencies)
{
    readonly Dictionary<ExecutableTarget, int> _visited = [];
    readonly Stack<ExecutableTarget> _stack = new();
    readonly List<List<ExecutableTarget>> _cycles = [];

    public List<List<ExecutableTarget>> Find(IEnumerable<ExecutableTarget> targets)
    {
        foreach (var target in targets)
        {
            if (!_visited.ContainsKey(target))
                Visit(target);
        }

        return _cycles;
    }

    int Visit(ExecutableTarget target)
    {
        var index = _visited.Count;
        var lowLink = index;
        _visited[target] = index;
        _stack.Push(target);

        foreach (var dependency in dependencies[target])
        {
            if (!_visited.TryGetValue(dependency, out var otherIndex))
                lowLink = Math.Min(lowLink, Visit(dependency));
            else if (_stack.Contains(dependency))
                lowLink = Math.Min(lowLink, otherIndex);
        }

        if (lowLink == index)
            PopGroup(target);
        return lowLink;
    }

    void PopGroup(ExecutableTarget first)
    {
        var group = new List<ExecutableTarget>();
        do
            group.Add(_stack.Pop());
        while (group[^1] != first);

        if (group.Count > 1)
            _cycles.Add(group);
    }
}

using BuildChain.Functions.Intrinsics;

namespace BuildChain.Functions;

/// <summary>Finds resources that refer to each other in a circle: CloudFormation cannot put them in an order.</summary>
static class ResourceCircles
{
    const int MostReported = 10;

    /// <param name="references">By resource, what it refers to.</param>
    public static void Check(IReadOnlyDictionary<string, IReadOnlyList<Reference>> references, TemplateProblems problems)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var reported = 0;
        foreach (var start in references.Keys)
        {
            // Depth first without recursion: a chain may be as long as the template.
            var path = new List<(Reference Step, int Next)>();
            var onPath = new Dictionary<string, int>(StringComparer.Ordinal);
            Enter(new Reference(start, default));
            while (path.Count > 0 && reported < MostReported)
            {
                var (step, next) = path[^1];
                var targets = references.GetValueOrDefault(step.Resource) ?? [];
                if (next == targets.Count)
                {
                    Leave(step);
                    continue;
                }

                path[^1] = (step, next + 1);
                if (onPath.TryGetValue(targets[next].Resource, out var from))
                    Report([.. path.Skip(from).Select(entry => entry.Step), targets[next]]);
                else
                    Enter(targets[next]);
            }

            void Enter(Reference step)
            {
                if (!done.Add(step.Resource))
                    return;
                onPath[step.Resource] = path.Count;
                path.Add((step, 0));
            }

            void Leave(Reference step)
            {
                path.RemoveAt(path.Count - 1);
                onPath.Remove(step.Resource);
            }
        }

        void Report(IReadOnlyList<Reference> circle)
        {
            reported++;
            ReferencePath.Report(circle, "references", problems);
        }
    }
}

namespace BuildChain.Bake;

/// <summary>Cuts a large bake into several: the docker driver loses jobs in one of several hundred targets.</summary>
public static class BakeWaves
{
    /// <summary>Most targets of a wave, those that it is linked to among them.</summary>
    public const int MostTargets = 64;

    /// <summary>
    /// The plan itself where it is small enough; else plans of its parts, in an order in which they can run. A target of an earlier wave that a
    /// later one is linked to is in that one's graph too, found in BuildKit's cache and given out by neither engine nor registry again.
    /// </summary>
    public static IReadOnlyList<BakePlan> Of(BakePlan plan, int most = MostTargets)
    {
        if (plan.Targets.Count <= most)
            return [plan];

        var byName = plan.Targets.ToDictionary(target => target.Name, StringComparer.Ordinal);
        var waves = new List<BakePlan>();
        var (asked, needed) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var target in plan.Targets.Where(target => target.Requested))
        {
            var with = Closure(byName, target.Name);
            if (asked.Count > 0 && with.Union(needed).Count() > most)
            {
                waves.Add(Part(plan, asked, needed));
                (asked, needed) = ([], new HashSet<string>(StringComparer.Ordinal));
            }
            asked.Add(target.Name);
            needed.UnionWith(with);
        }
        waves.Add(Part(plan, asked, needed));
        return waves;
    }

    static BakePlan Part(BakePlan plan, IReadOnlyList<string> asked, HashSet<string> needed)
        => plan with
        {
            Targets = [.. plan.Targets.Where(target => needed.Contains(target.Name)).Select(target => asked.Contains(target.Name) ? target : AsLink(target))],
            // A flag for the whole bake would build the base images anew in every wave.
            Request = plan.Request with { Targets = asked, NoCache = false, NoCacheTargets = plan.Request.NoCache ? asked : plan.Request.NoCacheTargets },
        };

    /// <summary>As buildx has a target that nobody asked for.</summary>
    static PlannedTarget AsLink(PlannedTarget target)
        => target with { Requested = false, Target = target.Target with { Outputs = [BakeAttributes.Of("cacheonly")], NoCache = false } };

    static HashSet<string> Closure(Dictionary<string, PlannedTarget> targets, string name)
    {
        var (closure, open) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>([name]));
        while (open.TryDequeue(out var next))
        {
            if (targets.TryGetValue(next, out var target) && closure.Add(next))
                target.Target.LinkedTargets.ToList().ForEach(open.Enqueue);
        }
        return closure;
    }
}

namespace BuildChain.Bake;

/// <summary>Cuts a large bake into several: the docker driver loses jobs in one of several hundred targets.</summary>
public static class BakeWaves
{
    /// <summary>Most targets of a wave, those that it is linked to among them.</summary>
    public const int MostTargets = 64;

    /// <summary>As many targets may each export a cache of what they stand on; more of them wait until one has.</summary>
    const int MostDependents = 16;

    /// <summary>
    /// The plan itself where it is small enough; else plans of its parts, in an order in which they can run. A target of an earlier wave that a
    /// later one is linked to is in that one's graph too, found in BuildKit's cache and given out by neither engine nor registry again.
    /// </summary>
    /// <param name="exported">Targets whose cache is going to be exported. Where many stand on one of them, it is baked before those, which then
    /// find its blobs instead of exporting them each.</param>
    public static IReadOnlyList<BakePlan> Of(BakePlan plan, IReadOnlySet<string>? exported = null, int most = MostTargets)
    {
        var byName = plan.Targets.ToDictionary(target => target.Name, StringComparer.Ordinal);
        var asked = plan.Targets.Where(target => target.Requested).Select(target => target.Name).ToList();
        var closures = asked.ToDictionary(name => name, name => Closure(byName, name), StringComparer.Ordinal);
        // In a large bake also because it is known only then which of the others would come out otherwise.
        var first = asked.Where(name => (plan.Targets.Count > most || exported?.Contains(name) == true) && closures.Values.Count(closure => closure.Contains(name)) > MostDependents).ToList();
        if (plan.Targets.Count <= most && first.Count == 0)
            return [plan];

        return [.. Cut(first, closures, most).Concat(Cut(asked.Except(first, StringComparer.Ordinal), closures, most))
            .Select(names => Part(plan, names, names.SelectMany(name => closures[name]).ToHashSet(StringComparer.Ordinal)))];
    }

    static IEnumerable<IReadOnlyList<string>> Cut(IEnumerable<string> names, Dictionary<string, HashSet<string>> closures, int most)
    {
        var (wave, needed) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var name in names)
        {
            if (wave.Count > 0 && closures[name].Union(needed).Count() > most)
            {
                yield return wave;
                (wave, needed) = ([], new HashSet<string>(StringComparer.Ordinal));
            }
            wave.Add(name);
            needed.UnionWith(closures[name]);
        }
        if (wave.Count > 0)
            yield return wave;
    }

    /// <summary>The plan of some of the targets that were asked for.</summary>
    public static BakePlan Part(BakePlan plan, IReadOnlyList<string> asked)
    {
        var byName = plan.Targets.ToDictionary(target => target.Name, StringComparer.Ordinal);
        return Part(plan, asked, [.. asked.SelectMany(name => Closure(byName, name))]);
    }

    static BakePlan Part(BakePlan plan, IReadOnlyList<string> asked, HashSet<string> needed)
        => plan with
        {
            Targets = [.. plan.Targets.Where(target => needed.Contains(target.Name)).Select(target => asked.Contains(target.Name) ? target : AsLink(target))],
            // A flag for the whole bake would build the base images anew in every wave.
            Request = plan.Request with { Targets = asked, NoCache = false, NoCacheTargets = plan.Request.NoCache ? asked : [.. plan.Request.NoCacheTargets.Intersect(asked, StringComparer.Ordinal)] },
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

namespace BuildChain.Bake;

/// <summary>The argument lists of <c>docker buildx bake</c>.</summary>
public static class BakeArguments
{
    /// <summary>What <c>--print</c> and the bake itself have in common: files and everything that changes the resolved targets.</summary>
    internal static IReadOnlyList<string> Common(BakeRequest request, params IReadOnlyList<string> moreFiles)
        => [
            "buildx", "bake",
            .. request.Files.Concat(moreFiles).SelectMany(f => new[] { "--file", f }),
            .. request.Platforms.SelectMany(p => new[] { "--set", $"*.platform={p}" }),
            .. Flag("--load", request.Load && request.Epoch is null), .. request.Attestations?.Arguments ?? [],
            .. Flag("--no-cache", request.NoCache), .. request.NoCacheTargets.SelectMany(t => new[] { "--set", $"{t}.no-cache=true" }), .. Flag("--pull", request.Pull),
        ];

    /// <param name="overrideFile">The generated override file, relative to the root, or null.</param>
    /// <param name="settings"><c>--set</c> values of the override.</param>
    /// <param name="metadataFile">Relative to the root; null to write none.</param>
    /// <param name="targets">Instead of those of the request, to repeat a part of the bake.</param>
    public static IReadOnlyList<string> For(
        BakePlan plan, string? overrideFile, IReadOnlyList<string> settings, string? metadataFile, IReadOnlyList<string>? targets = null)
    {
        var request = plan.Request;
        return [
            .. Common(request, overrideFile is null ? [] : [overrideFile]),
            .. settings.SelectMany(s => new[] { "--set", s }),
            .. request.Builder is null ? [] : new[] { "--builder", request.Builder },
            "--progress", request.Progress,
            .. metadataFile is null ? [] : new[] { "--metadata-file", metadataFile },
            .. Allowances(plan).SelectMany(a => new[] { "--allow", a }),
            .. targets ?? request.Targets,
        ];
    }

    /// <summary>The engine's variables and the bake file's, the latter winning.</summary>
    internal static IReadOnlyDictionary<string, string?> Environment(BakeRequest request, DockerCli docker)
    {
        var all = new Dictionary<string, string?>(docker.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in request.Environment)
            all[name] = value;
        return all;
    }

    /// <summary>
    /// <c>fs.read=</c> and <c>fs.write=</c> for the paths outside the working directory, compared as buildx does: behind symbolic links.
    /// buildx reads contexts, Dockerfiles, secrets and caches, and writes caches and local outputs.
    /// </summary>
    static IEnumerable<string> Allowances(BakePlan plan)
    {
        if (!new BuildxFeatures(plan.Docker.Buildx).AllowFlag)
            return [];
        var root = LocalPath.Real(plan.Request.Root);
        IEnumerable<string> Outside(string key, IEnumerable<string?> paths)
            => paths.OfType<string>().Where(p => p.Length > 0)
                .Select(p => LocalPath.Real(Path.Combine(plan.Request.Root, p)))
                .Where(p => !LocalPath.IsWithin(p, root))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(p => $"{key}={p}");

        return Outside("fs.read", plan.Targets.SelectMany(Read)).Concat(Outside("fs.write", plan.Targets.SelectMany(Written)));
    }

    static IEnumerable<string?> Read(PlannedTarget target)
        => target.Inputs
            .Concat(target.Secrets.Where(s => s.IsFile).Select(s => s.Source))
            .Concat(target.CacheFrom.Where(c => c.Type == "local").Select(c => c["src"]));

    static IEnumerable<string?> Written(PlannedTarget target)
        => target.CacheTo.Where(c => c.Type == "local").Select(c => c["dest"])
            .Concat(target.Target.Outputs.Where(o => o.Type is "local" or "tar" or "oci" or "docker").Select(o => o["dest"]))
            .Where(d => d is not "-");

    static IEnumerable<string> Flag(string name, bool set) => set ? [name] : [];
}

namespace BuildChain.Compose;

/// <summary>Reads a compose file and resolves <c>extends</c>, each file once.</summary>
sealed class ComposeFileReader(string root)
{
    readonly Dictionary<string, ComposeMap> _files = new(StringComparer.Ordinal);

    public ComposeFile Read(string path)
    {
        if (!File.Exists(path))
            throw new BuildChainException($"There is no compose file {Shown(path)}. Known are: {NearestName.Describe(Path.GetFileName(path), Beside(path))}");
        var values = Load(path);
        var services = Services(values).Select(service => new ComposeService(service.Key, service.At, Resolve(path, service, [])));
        return new ComposeFile(Shown(path), values, [.. services]);
    }

    ComposeMap Resolve(string path, ComposeEntry service, IReadOnlyList<string> chain)
    {
        if (service.Value is not ComposeMap own)
            throw new BuildChainException($"{service.Value.At}: service '{service.Key}' has to be a mapping");
        if (own["extends"] is not { } extends)
            return own;
        var name = extends.Text ?? extends["service"]?.Text
            ?? throw new BuildChainException($"{extends.At}: 'extends' has to name a service, as text or as {{ file: …, service: … }}");
        var basePath = extends["file"]?.Text is { } file ? Path.GetFullPath(file, Path.GetDirectoryName(path)!) : path;
        var link = $"{Shown(basePath)}:{name}";
        if (chain.Contains(link, StringComparer.Ordinal))
            throw new BuildChainException($"{extends.At}: service '{service.Key}' extends itself: {string.Join(" → ", chain.Append(link))}");
        if (!File.Exists(basePath))
            throw new BuildChainException($"{extends["file"]!.At}: 'extends' names the file {Shown(basePath)}, which does not exist");
        var services = Services(Load(basePath));
        var found = services.FirstOrDefault(entry => entry.Key == name)
            ?? throw new BuildChainException(
                $"{(extends["service"] ?? extends).At}: {Shown(basePath)} has no service '{name}'. Known are: {NearestName.Describe(name, services.Select(s => s.Key).ToList())}");
        return own.Over(Resolve(basePath, found, [.. chain, link]));
    }

    static IReadOnlyList<ComposeEntry> Services(ComposeMap file) => file["services"]?.Entries ?? [];

    ComposeMap Load(string path)
    {
        if (!_files.TryGetValue(path, out var values))
            _files[path] = values = ComposeYaml.Read(File.ReadAllText(path), Shown(path));
        return values;
    }

    string Shown(string path)
        => Path.GetRelativePath(root, path) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : path;

    static List<string> Beside(string path)
        => Path.GetDirectoryName(path) is { } directory && Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, "*compose*.y*ml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList()
            : [];
}

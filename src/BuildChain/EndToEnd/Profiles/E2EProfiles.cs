using BuildChain.Compose;

namespace BuildChain.EndToEnd;

/// <summary>The profiles of <c>e2e/profiles.yml</c>.</summary>
/// <remarks>
/// <code>
/// version: 1
/// profiles:
///   e2e-docker:
///     mode: docker                          # or containerd
///     env: e2e-docker                       # default: the profile's name
///     template: e2e/fixtures/template.yaml  # from the root, or absolute
///     environment: { LOG_LEVEL: debug }     # variables of the compose files
///     suites: [smoke, standard]
///     timeouts: { build: 15min, up: 90s }   # of any phase
/// </code>
/// </remarks>
public sealed record E2EProfiles(string File, IReadOnlyList<E2EProfile> All)
{
    /// <exception cref="BuildChainException">The file is missing or cannot be used; every problem with its place.</exception>
    /// <param name="path">Relative to the root.</param>
    public static E2EProfiles Read(string path, string root)
    {
        var full = Path.GetFullPath(path, root);
        if (Directory.Exists(full))
            throw new BuildChainException($"{path} is a directory, and the profiles of E2E are in a file.", $"Name the file: --e2e-profiles-file {Path.Join(path, "profiles.yml")}");
        if (!System.IO.File.Exists(full))
            throw new BuildChainException($"There is no {path}, which says what E2E runs.{Meant(path, full)}", "Write one, with 'version: 1' and 'profiles', or name another: --e2e-profiles-file FILE");
        if (System.IO.File.ResolveLinkTarget(full, returnFinalTarget: true) is { Exists: false } target)
            throw new BuildChainException($"{path} is a link to {target.FullName}, which does not exist.", "Correct the link, or name another file: --e2e-profiles-file FILE");
        try
        {
            return Parse(System.IO.File.ReadAllText(full), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildChainException($"{path} cannot be read: {e.Message}", "Make it readable.", e);
        }
    }

    static string Meant(string path, string full)
    {
        var (shown, directory) = (Path.GetDirectoryName(path)!, Path.GetDirectoryName(full)!);
        var beside = Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*.y*ml").Select(file => Path.Join(shown, Path.GetFileName(file))) : [];
        return NearestName.Find(path, beside) is { } nearest ? $" Did you mean '{nearest}'?" : "";
    }

    /// <inheritdoc cref="Read"/>
    /// <param name="file">As positions show it.</param>
    public static E2EProfiles Parse(string text, string file)
    {
        var problems = new List<string>();
        var profiles = new ProfileReader(problems).Read(ComposeYaml.Read(text, file, "the file is a mapping with 'version' and 'profiles'"));
        return problems is []
            ? new E2EProfiles(file, profiles)
            : throw new BuildChainException(string.Join('\n', problems), $"Correct {file}.");
    }

    /// <summary>The named profiles in the order given, each once; all when none is named.</summary>
    /// <exception cref="BuildChainException">There is no such profile.</exception>
    public IReadOnlyList<E2EProfile> Select(IReadOnlyCollection<string> names) => names.Count == 0 ? All : [.. names.Distinct(StringComparer.Ordinal).Select(Find)];

    E2EProfile Find(string name) => All.FirstOrDefault(profile => profile.Name == name)
        ?? throw new BuildChainException($"--e2e-profiles: there is no profile '{name}' in {File}. Known are: {NearestName.Describe(name, [.. All.Select(p => p.Name)])}");
}

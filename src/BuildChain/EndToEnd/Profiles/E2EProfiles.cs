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
///     template: e2e/fixtures/template.yaml
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
        return System.IO.File.Exists(full)
            ? Parse(System.IO.File.ReadAllText(full), path)
            : throw new BuildChainException($"There is no {path}, which says what E2E runs.", "Write one; ./build.sh --help names the parameters.");
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

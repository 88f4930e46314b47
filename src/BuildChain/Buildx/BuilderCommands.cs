namespace BuildChain.Buildx;

/// <summary>The argument lists of <c>docker buildx</c> for builders.</summary>
public static class BuilderCommands
{
    /// <param name="configuration">Path of <c>buildkitd.toml</c>; used where the driver takes one.</param>
    public static IReadOnlyList<string> Create(BuilderSpec spec, string configuration) =>
    [
        "buildx", "create", "--name", spec.Name, "--driver", spec.Driver,
        .. spec.TakesConfiguration ? ["--buildkitd-config", configuration] : Array.Empty<string>(),
        .. Options(spec).SelectMany(option => new[] { "--driver-opt", option }),
        .. spec.Endpoint is { } endpoint ? [endpoint] : Array.Empty<string>(),
    ];

    /// <summary>Starts the builder where it is not running, and says what it is.</summary>
    public static IReadOnlyList<string> Inspect(string name) => ["buildx", "inspect", name, "--bootstrap"];

    /// <summary>Removes the builder; what it has in its cache stays for one of the same name.</summary>
    public static IReadOnlyList<string> Remove(string name) => ["buildx", "rm", "--keep-state", name];

    /// <summary>Those that follow from the settings, and those given, which win.</summary>
    internal static IEnumerable<string> Options(BuilderSpec spec)
    {
        var own = Derived(spec).Where(option => !spec.DriverOptions.Any(given => Key(given) == Key(option)));
        return own.Concat(spec.DriverOptions);
    }

    static IEnumerable<string> Derived(BuilderSpec spec)
    {
        // 127.0.0.1 in a container is the container: the local registry is the host's.
        if (spec.Driver == BuilderSpec.Container)
            yield return "network=host";
        if (!spec.TakesConfiguration)
            yield break;
        foreach (var (name, value) in spec.Settings.Proxy.OrderBy(variable => variable.Key, StringComparer.Ordinal))
            yield return Quoted($"env.{name}={value}");
    }

    // buildx reads an option as a line of CSV: NO_PROXY has commas.
    static string Quoted(string option) => option.IndexOfAny([',', '"']) < 0 ? option : $"\"{option.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static string Key(string option) => option.Split('=')[0].TrimStart('"');
}

using System.Globalization;
using System.Text;

namespace BuildChain.Buildx;

/// <summary>Writes <c>buildkitd.toml</c> (https://docs.docker.com/build/buildkit/toml-configuration/).</summary>
public static class BuildkitConfiguration
{
    const string Hub = "docker.io";

    public static string Render(BuildkitSettings settings)
    {
        var text = new StringBuilder("# Written by ./build.sh SetupBuildx.\n");
        text.Append(string.Create(
            CultureInfo.InvariantCulture,
            $"""

            [worker.oci]
              gc = true

              [[worker.oci.gcpolicy]]
                filters = ["type==source.local", "type==exec.cachemount", "type==source.git.checkout"]
                keepDuration = "48h"
                maxUsedSpace = {settings.KeepBytes / 10}

              [[worker.oci.gcpolicy]]
                all = true
                maxUsedSpace = {settings.KeepBytes}

            """).ReplaceLineEndings("\n"));
        foreach (var registry in Registries(settings))
            text.Append('\n').Append(Registry(registry, settings));
        return text.ToString();
    }

    static IEnumerable<string> Registries(BuildkitSettings settings)
        => (settings.Mirrors.Count > 0 ? [Hub] : Array.Empty<string>()).Concat(settings.Mirrors.Select(Host)).Concat(settings.Insecure).Distinct(StringComparer.Ordinal);

    static string Registry(string name, BuildkitSettings settings)
    {
        var text = new StringBuilder($"[registry.{Quoted(name)}]\n");
        if (name == Hub)
            text.Append($"  mirrors = [{string.Join(", ", settings.Mirrors.Select(Quoted))}]\n");
        if (settings.Insecure.Contains(name, StringComparer.Ordinal))
            text.Append("  http = true\n  insecure = true\n");
        else if (name != Hub && settings.AuthorityFile is { } authority)
            text.Append($"  ca = [{Quoted(authority)}]\n");
        return text.ToString();
    }

    static string Host(string mirror) => mirror.Split('/')[0];

    static string Quoted(string text) => JsonText.Quoted(text);
}

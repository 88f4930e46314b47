using System.Net;
using BuildChain.Compose;
using BuildChain.DockerTests.Stack;
using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.DockerTests.EndToEnd;

/// <summary>What there is on a machine that a run could leave behind: a line per thing.</summary>
/// <remarks>
/// Of an environment: what has its name in its own name, tag or labels, for others may use the engine at the same time. Of the whole
/// engine where <c>ESB_TEST_ALONE=1</c> says that nobody does. The local registry outlives runs as the engine does, and so do layers in it.
/// </remarks>
static class MachineState
{
    static bool IsAlone => Environment.GetEnvironmentVariable("ESB_TEST_ALONE") == "1";

    public static async Task<IReadOnlyList<string>> ReadAsync(string env)
    {
        var engine = await TestStack.EngineAsync();
        var lines = new List<string>();
        foreach (var (kind, format) in new[]
        {
            ("container", "{{.Names}} {{.Labels}}"), ("network", "{{.Name}} {{.Labels}}"), ("volume", "{{.Name}} {{.Labels}}"), ("image", "{{.Repository}}:{{.Tag}}"),
        })
        {
            string[] all = kind is "container" or "image" ? ["--all"] : [];
            var listed = await ListAsync(engine.Docker([kind, "ls", .. all, "--format", format]));
            lines.AddRange(listed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => (IsAlone && !line.Contains(LocalRegistry.Project, StringComparison.Ordinal)) || line.Contains(env, StringComparison.Ordinal))
                .Select(line => $"{kind} {line.Split(' ')[0]}"));
        }

        lines.AddRange(await PushedAsync(engine, env));
        lines.AddRange(Files(Path.Combine(TestEngine.Request.Home, "e2e"), "*.json", env));
        lines.AddRange(Files(Path.Combine(TestEngine.Request.Home, "ports"), "*.json", env));
        lines.AddRange(Files(Path.Combine(TestStack.Root, ".esb", "bake"), "override.json", env));
        lines.AddRange(Processes(env));
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    // While others remove images, the engine may stumble over one that is gone.
    static async Task<string> ListAsync(ProcessRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await ProcessRunner.TryRunAsync(request);
            if (result.Succeeded || attempt == 10)
                return result.EnsureSuccess().Output;
            await Task.Delay(500);
        }
    }

    static async Task<IEnumerable<string>> PushedAsync(EngineConnection engine, string env)
    {
        if (await LocalRegistry.FindAsync(engine) is not { } registry)
            return [];
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = registry.Url };
        using var answer = await client.GetAsync(new Uri("v2/esb-lambda-echo/tags/list", UriKind.Relative));
        var tags = answer.StatusCode == HttpStatusCode.NotFound ? "" : await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        return tags.Split('"').Where(tag => tag.Contains(env, StringComparison.Ordinal)).Select(tag => $"pushed {tag}");
    }

    static IEnumerable<string> Files(string directory, string pattern, string env)
        => !Directory.Exists(directory) ? []
            : Directory.EnumerateFiles(directory, pattern, SearchOption.AllDirectories).Where(file => Text(file).Contains(env, StringComparison.Ordinal)).Select(file => $"file {file}");

    // Those in containers are in namespaces of their own, and belong to what is listed above.
    static IEnumerable<string> Processes(string env)
        => !OperatingSystem.IsLinux() ? []
            : Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]) && Namespace(path) == Namespace("/proc/self"))
                .Where(path => Text(Path.Combine(path, "environ")).Split('\0').Any(variable => variable.StartsWith("ESB_E2E_RUN=", StringComparison.Ordinal) && variable.Contains(env, StringComparison.Ordinal)))
                .Select(path => $"process {Text(Path.Combine(path, "cmdline")).Replace('\0', ' ')}");

    static string? Namespace(string process)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "ns", "pid"), returnFinalTarget: false)?.Name;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // Gone since it was listed, or another user's.
        }
    }
}

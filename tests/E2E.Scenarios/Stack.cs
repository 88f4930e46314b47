using System.Diagnostics;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace Esb.Scenarios;

/// <summary>The stack that the scenarios run against: what E2E says, else what <c>./build.sh Up</c> starts.</summary>
static class Stack
{
    /// <summary><c>ESB_GATEWAY_URL</c>, else the port that <c>Up</c> publishes.</summary>
    public static Uri Url { get; } = new(Variable($"{BrandNames.Env}GATEWAY_URL") ?? $"https://localhost:{Variable("PORT_GATEWAY_HTTPS") ?? "443"}/");

    public static string Mode { get; } = Variable($"{BrandNames.Env}MODE") ?? "docker";

    public static HttpClient Client { get; } = Connect();

    static string? Project => Variable($"{BrandNames.Env}PROJECT");

    static string? Docker => Variable($"{BrandNames.Env}DOCKER");

    /// <summary>Why scenarios that stop containers cannot run; null when they can.</summary>
    public static string? Untouchable => Docker is null || Project is null ? $"{BrandNames.Env}DOCKER and {BrandNames.Env}PROJECT are not set: E2E sets them" : null;

    /// <summary>The stack's containers with a label; names only.</summary>
    public static async Task<string[]> ContainersAsync(string label)
        => Lines(await DockerAsync("container", "ls", "--filter", $"label={BrandNames.Labels}project={Project}", "--filter", $"label={label}", "--format", "{{.Names}}"));

    /// <summary>Ends the containers of a function from outside: the engine's, in containerd mode those inside the runtime-node.</summary>
    public static async Task EndFunctionAsync(string function)
    {
        if (Mode == "docker")
        {
            await DockerAsync(["container", "rm", "--force", .. await ContainersAsync($"{BrandNames.Labels}function={function}")]);
            return;
        }
        string[] ctr = ["container", "exec", Assert.Single(await ContainersAsync("com.docker.compose.service=runtime-node")), "ctr", "--namespace", BrandNames.Slug];
        var containers = Lines(await DockerAsync([.. ctr, "containers", "list", "--quiet", $"labels.\"{BrandNames.Labels}function\"=={function}"]));
        Assert.NotEmpty(containers);
        foreach (var container in containers)
            await DockerAsync([.. ctr, "tasks", "kill", "--signal", "SIGKILL", container]);
    }

    public static async Task<string> DockerAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Docker!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"docker {string.Join(' ', arguments)}: {await error}");
        return await output;
    }

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static HttpClient Connect()
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(Variable($"{BrandNames.Env}ROOT_CA") ?? Path.Combine(Root(), BrandNames.Folder, "certs", "rootCA.crt"));
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { authority } },
            },
        };
        return new HttpClient(handler) { BaseAddress = Url, Timeout = TimeSpan.FromMinutes(1) };
    }

    static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}

/// <summary>A scenario that stops containers of the stack.</summary>
sealed class StackFactAttribute : FactAttribute
{
    public StackFactAttribute() => Skip = Stack.Untouchable;
}

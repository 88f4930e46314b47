using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Esb.Tests.Gateway;

public sealed class ReloadTests
{
    static async Task UntilStatusAsync(GatewayHost gateway, string path, int status)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var response = await gateway.Client.GetAsync(path);
            if ((int)response.StatusCode == status)
                return;
            Assert.True(attempt < 200, $"{path} answers {(int)response.StatusCode}, never {status}: {gateway.Log}");
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task Functions_and_routes_come_and_go_while_the_gateway_runs()
    {
        await using var gateway = await GatewayHost.StartAsync(null);
        Assert.Contains("functions.yml yet", await (await gateway.Client.GetAsync("/health")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        gateway.WriteFunctions("{ echo: { image: esb-echo, runtime: image } }");
        gateway.WriteRoutes("- { path: /a, method: GET, function: echo, payload: '2.0' }");
        await UntilStatusAsync(gateway, "/a", 200);
        await UntilStatusAsync(gateway, "/health", 200);

        gateway.WriteRoutes("- { path: /b, method: GET, function: echo, payload: '2.0' }");
        await UntilStatusAsync(gateway, "/a", 404);
        await UntilStatusAsync(gateway, "/b", 200);

        gateway.WriteFunctions("{}");
        await UntilStatusAsync(gateway, "/b", 500);
    }

    [Fact]
    public async Task A_broken_file_is_reported_with_its_position_and_the_old_one_stays_in_use()
    {
        await using var gateway = await GatewayHost.StartAsync(routes: "- { path: /a, method: GET, function: echo, payload: '2.0' }");

        gateway.WriteRoutes("- { path: /b, method: PULL, function: echo, payload: '2.0' }");
        await GatewayHost.UntilAsync(() => gateway.Log.Contains("routing.yml is not used", StringComparison.Ordinal), "the refusal");

        using var health = await gateway.Client.GetAsync("/health");
        var problem = $"{Path.Combine(gateway.ConfigurationFolder, "routing.yml")}:3:23: method is 'PULL': it must be one of ";
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Contains("\"reasons\":[\"warning: " + problem, await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(problem, gateway.Log, StringComparison.Ordinal);
        await UntilStatusAsync(gateway, "/a", 200);
        var metrics = await gateway.Client.GetStringAsync("/metrics");
        Assert.Contains("esb_gateway_config_reloads_total{file=\"routing.yml\",result=\"failure\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("esb_gateway_config_valid{file=\"routing.yml\"} 0\n", metrics, StringComparison.Ordinal);

        gateway.WriteRoutes("- { path: /b, method: PUT, function: echo, payload: '2.0' }");
        await UntilStatusAsync(gateway, "/a", 404);
        Assert.Contains("\"reasons\":[]", await gateway.Client.GetStringAsync("/health"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_broken_from_the_start_makes_the_gateway_unhealthy()
    {
        await using var gateway = await GatewayHost.StartAsync("{ echo: {} }");

        using var health = await gateway.Client.GetAsync("/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains("functions.yml:2:14: function 'echo' has no 'image'", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_certificate_is_served_to_new_connections_and_open_ones_stay()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var (handler, called, answer) = (FunctionServer.Echo, new TaskCompletionSource(), new TaskCompletionSource());
        gateway.Agent.Add("echo", async (context, payload) =>
        {
            called.TrySetResult();
            await answer.Task;
            await handler(context, payload);
        });
        var call = gateway.InvokeAsync("echo", "[1]");
        await called.Task;

        TestAuthority.Write(gateway.CertificateFolder, "server", gateway.Authority.IssueServer("renewed"));
        await SeesAsync(gateway, "CN=renewed");
        answer.SetResult();

        using var response = await call;
        Assert.Equal("[1]", await response.Content.ReadAsStringAsync());
        Assert.Contains("the server certificate was read again", gateway.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_certificate_is_a_warning_and_the_old_one_is_served()
    {
        await using var gateway = await GatewayHost.StartAsync();

        await File.WriteAllTextAsync(Path.Combine(gateway.CertificateFolder, "server.crt"), "no certificate");

        await GatewayHost.UntilAsync(() => gateway.Client.GetStringAsync("/health").Result.Contains("warning: the server certificate cannot be used", StringComparison.Ordinal), "the warning");
        await SeesAsync(gateway, "CN=server");
    }

    [Fact]
    public async Task A_new_root_and_client_certificate_are_used_for_the_agent()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var next = new TestAuthority();
        await gateway.Agent.StopAsync();
        await gateway.Agent.StartAsync(next);

        File.WriteAllText(Path.Combine(gateway.CertificateFolder, "rootCA.crt"), next.Root.ExportCertificatePem());
        TestAuthority.Write(gateway.CertificateFolder, "client", next.IssueClient());

        await GatewayHost.UntilAsync(() => gateway.InvokeAsync("echo").Result.StatusCode == HttpStatusCode.OK, "an answer");
    }

    static async Task SeesAsync(GatewayHost gateway, string subject)
    {
        for (var attempt = 0; ; attempt++)
        {
            X509Certificate2? seen = null;
            using var client = gateway.NewClient(seen: certificate => seen = new X509Certificate2(certificate));
            await client.GetStringAsync("/version").ContinueWith(_ => { }, TaskScheduler.Default);
            if (seen?.Subject == subject)
                return;
            Assert.True(attempt < 100, $"{seen?.Subject} is served, never {subject}");
            await Task.Delay(100);
        }
    }
}

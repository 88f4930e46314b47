using System.Globalization;
using System.Text;
using BuildChain.Bake;
using BuildChain.Bench.Measuring;
using BuildChain.Bench.Reporting;
using BuildChain.Processes;

namespace BuildChain.Bench.Cases;

/// <summary>(h) What the runtime interface adds to a function that does nothing, and whether it loses a call.</summary>
static class Invoke
{
    const int Rounds = 7;
    const int CallsPerRound = 1000;
    const int Clients = 32;
    const int CallsAtOnce = 10_000;
    const string Tag = "bench-invoke";
    static readonly string[] Images = ["meta", "os-base", "python-base", "lambda-base"];

    const string Payload = """{"a":1}""";

    public static BenchCase Case { get; } = new("h", "invocations", RunAsync) { UsesOwnEngine = false };

    static async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var docker = BenchContext.Cli(context.BuildEngine);
        await ProcessRunner.RunAsync(
            RepositoryBake.Script(context, "BakeBase", "--tag", Tag, "--engine", context.Options.Engine.ToString().ToLowerInvariant(), "--os-root-image", context.RootImage, "--no-logo"),
            cancellationToken);
        var container = await StartAsync(docker, cancellationToken);
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = await AddressAsync(docker, container, cancellationToken) };
            await UntilReadyAsync(client, cancellationToken);
            return [await OneClientAsync(context, client, cancellationToken), await ManyClientsAsync(context, client, cancellationToken)];
        }
        finally
        {
            await DockerAsync(docker, CancellationToken.None, "rm", "--force", "--volumes", container);
            await DockerAsync(docker, CancellationToken.None, ["image", "rm", .. Images.Select(name => $"esb-{name}:{Tag}")]);
        }
    }

    static async Task<Figure> OneClientAsync(BenchContext context, HttpClient client, CancellationToken cancellationToken)
    {
        var one = await Load.OneClientAsync("invocation", Rounds, CallsPerRound, token => CallAsync(client, token), context.Say, cancellationToken);
        return new Figure("h", "invocation of an empty Python function, one client ÷ 1 ms", one.Median / 0.001)
        {
            Goal = Goal.AtMost(1),
            Samples = one.Samples,
            Note = string.Create(CultureInfo.InvariantCulture, $"median {one.Median * 1000:0.00} ms, 99 of 100 within {one.NinetyNine * 1000:0.0} ms"),
        };
    }

    static async Task<Figure> ManyClientsAsync(BenchContext context, HttpClient client, CancellationToken cancellationToken)
    {
        var many = await Load.ManyClientsAsync(Clients, CallsAtOnce, token => CallAsync(client, token), cancellationToken);
        context.Say($"{CallsAtOnce} calls of {Clients} clients: {many.Failed} failed");
        return new Figure("h", $"failed of {CallsAtOnce} invocations by {Clients} clients", many.Failed)
        {
            Goal = Goal.AtMost(0),
            Note = string.Create(CultureInfo.InvariantCulture, $"{many.PerSecond:0} per second"),
        };
    }

    static async Task<bool> CallAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new StringContent(Payload, Encoding.UTF8);
            using var response = await client.PostAsync(new Uri("/2015-03-31/functions/function/invocations", UriKind.Relative), content, cancellationToken);
            return response.IsSuccessStatusCode && !response.Headers.Contains("X-Amz-Function-Error")
                && (await response.Content.ReadAsStringAsync(cancellationToken)).Replace(" ", "", StringComparison.Ordinal) == Payload;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    static async Task<string> StartAsync(DockerCli docker, CancellationToken cancellationToken)
        => (await DockerAsync(
            docker, cancellationToken, "run", "--detach", "--publish", "127.0.0.1::8080", "--env", "LAMBDA_TASK_ROOT=/tmp", "--env", "AWS_LAMBDA_FUNCTION_TIMEOUT=60", "--entrypoint", "sh",
            $"esb-lambda-base:{Tag}", "-c", "echo 'def handler(event, context): return event' > /tmp/app.py && exec /var/runtime/runtime-interface app.handler")).Trim();

    /// <summary>On Linux the container's own: the engine's proxy of published ports would be measured with it.</summary>
    static async Task<Uri> AddressAsync(DockerCli docker, string container, CancellationToken cancellationToken)
        => OperatingSystem.IsLinux()
            ? new Uri($"http://{(await DockerAsync(docker, cancellationToken, "inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container)).Trim()}:8080")
            : new Uri($"http://{(await DockerAsync(docker, cancellationToken, "port", container, "8080/tcp")).Split('\n')[0].Trim()}");

    static async Task UntilReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var end = DateTime.UtcNow.AddMinutes(1);
        while (!await CallAsync(client, cancellationToken))
        {
            if (DateTime.UtcNow > end)
                throw new BuildChainException("The function's container does not answer.");
            await Task.Delay(100, cancellationToken);
        }
    }

    static async Task<string> DockerAsync(DockerCli docker, CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
        => (await ProcessRunner.RunAsync(new ProcessRequest(docker.Path, arguments) { Environment = docker.Environment }, cancellationToken)).Output;
}

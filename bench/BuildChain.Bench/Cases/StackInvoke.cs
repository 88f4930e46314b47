using System.Diagnostics;
using System.Globalization;
using System.Text;
using BuildChain.Bench.Bakes;
using BuildChain.Bench.Measuring;
using BuildChain.Bench.Reporting;
using BuildChain.Compose;
using BuildChain.Processes;

namespace BuildChain.Bench.Cases;

/// <summary>(i) A stack in docker mode: how soon it is healthy, and what a call costs through gateway and agent.</summary>
static class StackInvoke
{
    const int Rounds = 5;
    const int CallsPerRound = 500;
    const int Clients = 64;
    const int CallsAtOnce = 20_000;
    const int LargeCalls = 20;
    const int Starts = 7;

    /// <summary>As long as Lambda takes: 6 MB, with the quotes.</summary>
    const int LargePayload = 6_291_456;

    const string Env = "bench";
    const string Tag = "bench-stack";
    const string Function = "lambda-echo";
    const string Payload = """{"a":1}""";

    public static BenchCase Case { get; } = new("i", "a stack", RunAsync) { UsesOwnEngine = false };

    static async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        try
        {
            // The first start bakes; the second finds everything as it should be, except the stack.
            await UpAsync(context, cancellationToken);
            await DownAsync(context, volumes: false, cancellationToken);
            var watch = Stopwatch.StartNew();
            await UpAsync(context, cancellationToken);
            var start = Start(watch.Elapsed);
            context.Say(start.Note!);
            var stack = await StackInspection.PortsAsync(context, $"esb-{Env}", cancellationToken);
            using var client = new StackClient(context.CertificateDirectory, stack);
            return
            [
                start,
                await ColdAsync(context, client, cancellationToken),
                await WarmAsync(context, client, cancellationToken),
                await LargeAsync(context, client, cancellationToken),
                await AtOnceAsync(context, client, cancellationToken),
            ];
        }
        finally
        {
            await DownAsync(context, volumes: true, CancellationToken.None);
            await StackInspection.RemoveImagesAsync(context, Tag);
            Directory.Delete(Path.Combine(context.Root, ".esb", Env), recursive: true);
        }
    }

    static Figure Start(TimeSpan elapsed) => new("i", "`Up` of a stack that is baked ÷ 10 s", elapsed.TotalSeconds / 10)
    {
        Goal = Goal.AtMost(1),
        Note = string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.0} s from the command line until it is healthy"),
    };

    static async Task<Figure> ColdAsync(BenchContext context, StackClient client, CancellationToken cancellationToken)
    {
        var samples = await SideBySide.MeasureAsync(Starts, context.Say, cancellationToken, new Side("cold start", async (_, token) =>
        {
            await client.StopAsync(Function, token);
            return await client.TimeAsync(Function, Payload, token);
        }));
        var median = Median.Of(samples.Sides["cold start"]);
        return new Figure("i", "first invocation of a Python function, without a container ÷ 1 s", median)
        {
            Goal = Goal.AtMost(1),
            Samples = samples,
            Note = string.Create(CultureInfo.InvariantCulture, $"median {median * 1000:0} ms, {samples.Sides["cold start"].Max() * 1000:0} at most"),
        };
    }

    static async Task<Figure> WarmAsync(BenchContext context, StackClient client, CancellationToken cancellationToken)
    {
        var one = await Load.OneClientAsync("call", Rounds, CallsPerRound, token => client.CallAsync(Function, Payload, token), context.Say, cancellationToken);
        return new Figure("i", "warm invocation through gateway and agent, one client ÷ 5 ms", one.Median / 0.005)
        {
            Goal = Goal.AtMost(1),
            Samples = one.Samples,
            Note = string.Create(CultureInfo.InvariantCulture, $"median {one.Median * 1000:0.00} ms, 99 of 100 within {one.NinetyNine * 1000:0.0} ms"),
        };
    }

    static async Task<Figure> LargeAsync(BenchContext context, StackClient client, CancellationToken cancellationToken)
    {
        var payload = $"\"{new string('x', LargePayload - 2)}\"";
        var failed = 0;
        for (var i = 0; i < LargeCalls; i++)
            failed += await client.CallAsync(Function, payload, cancellationToken) ? 0 : 1;
        context.Say($"{LargeCalls} calls of 6 MB: {failed} failed");
        return new Figure("i", $"failed of {LargeCalls} invocations with 6 MB there and back", failed) { Goal = Goal.AtMost(0) };
    }

    static async Task<Figure> AtOnceAsync(BenchContext context, StackClient client, CancellationToken cancellationToken)
    {
        var many = await Load.ManyClientsAsync(Clients, CallsAtOnce, token => client.CallAsync(Function, Payload, token), cancellationToken);
        context.Say($"{CallsAtOnce} calls of {Clients} clients: {many.Failed} failed{(client.LastFailure is { } last ? $", the last with {last}" : "")}");
        return new Figure("i", $"failed of {CallsAtOnce} invocations by {Clients} clients, through gateway and agent", many.Failed)
        {
            Goal = Goal.AtMost(0),
            Note = string.Create(CultureInfo.InvariantCulture, $"{many.PerSecond:0} per second"),
        };
    }

    static Task<ProcessResult> UpAsync(BenchContext context, CancellationToken cancellationToken)
        => ProcessRunner.RunAsync(
            RepositoryBake.Script(context, ["Up", .. Common(context), "--tag", Tag, "--os-root-image", context.RootImage,
                "--port-gateway-https", "0", "--port-agent-grpc", "0", "--port-agent-metrics", "0", "--no-logo"]),
            cancellationToken);

    static Task<ProcessResult> DownAsync(BenchContext context, bool volumes, CancellationToken cancellationToken)
        => ProcessRunner.TryRunAsync(
            RepositoryBake.Script(context, ["Down", .. Common(context), .. volumes ? ["--volumes"] : Array.Empty<string>(), "--no-logo"]), cancellationToken);

    static string[] Common(BenchContext context) => ["--mode", "docker", "--env", Env, "--engine", context.Options.Engine.ToString().ToLowerInvariant()];

    /// <summary>Calls the stack over HTTPS, as its users do, and its agent, as the gateway does.</summary>
    sealed class StackClient(string certificates, StackPorts ports) : IDisposable
    {
        static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
        readonly HttpClient gateway = StackHttp.Create(certificates, Patience);
        readonly HttpClient agent = StackHttp.Create(certificates, Patience, withClientCertificate: true);

        /// <summary>What came instead of the last answer that was none.</summary>
        public string? LastFailure { get; private set; }

        /// <summary>Whether the function gave back what it was given.</summary>
        public async Task<bool> CallAsync(string function, string payload, CancellationToken cancellationToken)
        {
            try
            {
                using var content = new StringContent(payload, Encoding.UTF8);
                using var response = await gateway.PostAsync(new Uri($"https://127.0.0.1:{ports.GatewayHttps}/2015-03-31/functions/{function}/invocations"), content, cancellationToken);
                var answer = await response.Content.ReadAsStringAsync(cancellationToken);
                if (response.IsSuccessStatusCode && !response.Headers.Contains("X-Amz-Function-Error") && answer.Replace(" ", "", StringComparison.Ordinal) == payload)
                    return true;
                LastFailure = $"{(int)response.StatusCode} {answer[..Math.Min(answer.Length, 300)]}";
            }
            catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                LastFailure = e.Message;
            }

            return false;
        }

        /// <summary>Seconds until the answer.</summary>
        public async Task<double> TimeAsync(string function, string payload, CancellationToken cancellationToken)
        {
            var watch = Stopwatch.StartNew();
            return await CallAsync(function, payload, cancellationToken) ? watch.Elapsed.TotalSeconds : throw new BuildChainException($"{function} failed: {LastFailure}");
        }

        /// <summary>Removes the function's containers.</summary>
        public async Task StopAsync(string function, CancellationToken cancellationToken)
            => (await agent.PostAsync(new Uri($"https://127.0.0.1:{ports.AgentGrpc}/v1/functions/{function}/stop"), null, cancellationToken)).EnsureSuccessStatusCode();

        public void Dispose()
        {
            gateway.Dispose();
            agent.Dispose();
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Esb.RuntimeNode.Network;

/// <summary>
/// Passes functions' DNS questions on to the node's own resolver: Docker's listens on an address that only the node can reach.
/// UDP and TCP, port 53 on the bridge.
/// </summary>
sealed class NameRelay(NodeSettings node, NodePreparation preparation, ILogger<NameRelay> log) : BackgroundService
{
    const int Port = 53;
    const int LargestMessage = 65535;
    static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);
    static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>The first resolver of a <c>resolv.conf</c>; null when it names none.</summary>
    public static IPAddress? Resolver(string resolvConf) => resolvConf.Split('\n')
        .Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words is ["nameserver", _, ..])
        .Select(words => IPAddress.TryParse(words[1], out var address) ? address : null)
        .FirstOrDefault(address => address is not null);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The bridge, and so the address to listen on, comes with the preparation.
        await preparation.Done.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested)
            return;
        if (Resolver(await File.ReadAllTextAsync("/etc/resolv.conf", stoppingToken)) is not { } address)
        {
            log.LogWarning("/etc/resolv.conf names no resolver: functions cannot look up names");
            return;
        }
        var resolver = new IPEndPoint(address, Port);
        try
        {
            using var packets = new UdpClient(new IPEndPoint(node.Gateway, Port));
            using var listener = new TcpListener(node.Gateway, Port);
            listener.Start();
            await Task.WhenAll(RelayPacketsAsync(packets, resolver, stoppingToken), RelayStreamsAsync(listener, resolver, stoppingToken));
        }
        catch (SocketException e)
        {
            log.LogError("functions cannot look up names: {Reason}", e.Message);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    Task RelayPacketsAsync(UdpClient packets, IPEndPoint resolver, CancellationToken stoppingToken) => RepeatAsync("UDP", async () =>
    {
        var question = await packets.ReceiveAsync(stoppingToken);
        _ = AnswerAsync(packets, question, resolver, stoppingToken);
    }, stoppingToken);

    // Who asked asks again when there is no answer.
    static async Task AnswerAsync(UdpClient packets, UdpReceiveResult question, IPEndPoint resolver, CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(AnswerLimit);
        try
        {
            using var upstream = new UdpClient(resolver.AddressFamily);
            upstream.Connect(resolver);
            await upstream.SendAsync(question.Buffer, limit.Token);
            var answer = await upstream.ReceiveAsync(limit.Token);
            await packets.SendAsync(answer.Buffer, question.RemoteEndPoint, limit.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    Task RelayStreamsAsync(TcpListener listener, IPEndPoint resolver, CancellationToken stoppingToken) => RepeatAsync("TCP", async () =>
    {
        var client = await listener.AcceptTcpClientAsync(stoppingToken);
        _ = ConnectAsync(client, resolver, stoppingToken);
    }, stoppingToken);

    static async Task ConnectAsync(TcpClient client, IPEndPoint resolver, CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(AnswerLimit);
        try
        {
            using (client)
            using (var upstream = new TcpClient(resolver.AddressFamily))
            {
                await upstream.ConnectAsync(resolver, limit.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(upstream.GetStream(), LargestMessage, limit.Token),
                    upstream.GetStream().CopyToAsync(client.GetStream(), LargestMessage, limit.Token));
            }
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
        }
    }

    /// <summary>Goes on after a failure, such as of a connection that broke before it was accepted, or of too many open files.</summary>
    async Task RepeatAsync(string protocol, Func<Task> step, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await step();
            }
            catch (SocketException e)
            {
                log.LogWarning("a name could not be looked up over {Protocol}: {Reason}", protocol, e.Message);
                await Task.Delay(PauseAfterFailure, stoppingToken);
            }
        }
    }
}

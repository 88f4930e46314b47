using Esb.Common;
using Esb.Common.Node;

namespace Esb.Gateway;

/// <summary>What the gateway is told through its environment; <c>Program.cs</c> lists the variables.</summary>
sealed record GatewaySettings
{
    /// <summary>The HTTPS port; 0 for any free one.</summary>
    public required int Port { get; init; }

    public required string CertificateFolder { get; init; }

    public required string ConfigurationFolder { get; init; }

    /// <summary>The agent's API, mTLS.</summary>
    public required Uri AgentUrl { get; init; }

    /// <summary>Part of the ARNs and events that functions see.</summary>
    public required string Region { get; init; }

    /// <summary>How long an invocation waits for a container that is started or used by others.</summary>
    public required TimeSpan AcquireTimeout { get; init; }

    /// <summary>How much longer than the function's timeout a container may take to answer: it ends a function itself, and may have to start it first.</summary>
    public required TimeSpan InvokeGrace { get; init; }

    /// <summary>Most invocations at once, of all functions.</summary>
    public required int MaxConcurrency { get; init; }

    /// <summary>Bytes that payloads of requests and answers may take, half and half; more have to wait.</summary>
    public required int PayloadMemory { get; init; }

    /// <summary>After how many failed containers in a row a function is spared.</summary>
    public required int BreakerFailures { get; init; }

    /// <summary>How long it is spared before another attempt.</summary>
    public required TimeSpan BreakerPause { get; init; }

    /// <summary>Most events that wait, run or are between retries.</summary>
    public required int EventQueueLength { get; init; }

    /// <summary>Most bytes that their payloads have together.</summary>
    public required int EventQueueBytes { get; init; }

    /// <summary>Most events that run at once.</summary>
    public required int EventConcurrency { get; init; }

    /// <summary>The pause before an event's first retry after the function's error; the second is twice as long.</summary>
    public required TimeSpan EventRetryDelay { get; init; }

    /// <summary>How long an event is tried that does not reach its function.</summary>
    public required TimeSpan EventMaximumAge { get; init; }

    /// <summary>How long requests and queued events may take to finish after SIGTERM.</summary>
    public required TimeSpan ShutdownTimeout { get; init; }

    /// <summary>The volume in which the runtime node says which network it has; only in containerd mode.</summary>
    public required string NodeState { get; init; }

    /// <summary>Where the account would stand in ARNs and events; the one that AWS's documentation uses.</summary>
    public static string Account => "123456789012";

    /// <summary>Reads the variables.</summary>
    public static GatewaySettings Read(ServiceSettings settings) => new()
    {
        Port = settings.Port("HTTPS_PORT", 8443),
        CertificateFolder = settings.AbsolutePath("CERT_DIR", "/app/certs"),
        ConfigurationFolder = settings.AbsolutePath("CONFIG_DIR", "/app/runtime-config"),
        AgentUrl = settings.Value("AGENT_URL", new Uri("https://agent:50051"), "an address such as https://agent:50051", static text =>
            Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.AbsolutePath == "/" ? url : null),
        Region = settings.Text("AWS_REGION", "us-east-1"),
        AcquireTimeout = settings.Seconds("ACQUIRE_TIMEOUT", TimeSpan.FromSeconds(30)),
        InvokeGrace = settings.Seconds("INVOKE_GRACE", TimeSpan.FromSeconds(15)),
        MaxConcurrency = settings.Number("MAX_CONCURRENCY", 256, 1, 100_000),
        PayloadMemory = settings.Number("PAYLOAD_MEMORY", 256 * 1024 * 1024, 1024 * 1024, int.MaxValue),
        BreakerFailures = settings.Number("BREAKER_FAILURES", 5, 1, 1000),
        BreakerPause = settings.Seconds("BREAKER_PAUSE", TimeSpan.FromSeconds(5)),
        EventQueueLength = settings.Number("EVENT_QUEUE_LENGTH", 1000, 1, 1_000_000),
        EventQueueBytes = settings.Number("EVENT_QUEUE_BYTES", 64 * 1024 * 1024, 1, int.MaxValue),
        EventConcurrency = settings.Number("EVENT_CONCURRENCY", 32, 1, 100_000),
        EventRetryDelay = settings.Seconds("EVENT_RETRY_DELAY", TimeSpan.FromMinutes(1)),
        EventMaximumAge = settings.Seconds("EVENT_MAXIMUM_AGE", TimeSpan.FromHours(6)),
        ShutdownTimeout = settings.Seconds("SHUTDOWN_TIMEOUT", TimeSpan.FromSeconds(8)),
        NodeState = settings.AbsolutePath("NODE_STATE", NodeNetwork.DefaultFolder),
    };
}

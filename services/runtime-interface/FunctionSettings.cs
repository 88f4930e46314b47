using System.Globalization;
using System.Net;

namespace Esb.RuntimeInterface;

/// <summary>What the container's environment and command say about the function.</summary>
sealed record FunctionSettings
{
    public required string Name { get; init; }

    /// <summary>Null where the runtime needs none.</summary>
    public string? Handler { get; init; }

    /// <summary>The runtime's own command when the image gives one, else empty.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>How long one invocation may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>How long the runtime may take to start before its first invocation; Lambda's own limit is 10 seconds.</summary>
    public required TimeSpan InitTimeout { get; init; }

    /// <summary>How long a running invocation may still take after SIGTERM.</summary>
    public required TimeSpan StopTimeout { get; init; }

    /// <summary>MiB; told to the function, limited by whoever runs the container.</summary>
    public required int MemorySize { get; init; }

    public required IPEndPoint Endpoint { get; init; }

    /// <summary>The container's environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public string Region => Environment.GetValueOrDefault("AWS_REGION") ?? Environment.GetValueOrDefault("AWS_DEFAULT_REGION") ?? "us-east-1";

    public string TaskRoot => Environment.GetValueOrDefault("LAMBDA_TASK_ROOT") ?? "/var/task";

    public string RuntimeDirectory => Environment.GetValueOrDefault("LAMBDA_RUNTIME_DIR") ?? "/var/runtime";

    /// <summary>With the account number that AWS's own documentation uses.</summary>
    public string Arn => $"arn:aws:lambda:{Region}:123456789012:function:{Name}";

    /// <summary>Reads the settings; unusable ones are named, each in one sentence.</summary>
    /// <param name="arguments">
    /// The image's CMD. One word is the handler; several, or an absolute path, are the runtime's command, whose last word is the
    /// handler too, as AWS's Runtime Interface Emulator takes them.
    /// </param>
    public static FunctionSettings Read(IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments, out IReadOnlyList<string> problems)
    {
        var wrong = new List<string>();
        int Number(string name, int fallback, int least, int most, string unit)
        {
            if (environment.GetValueOrDefault(name) is not { Length: > 0 } value)
                return fallback;
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            wrong.Add($"{name} is \"{value}\": it must be {unit} from {least} to {most}");
            return fallback;
        }

        TimeSpan Seconds(string name, int fallback, int most) => TimeSpan.FromSeconds(Number(name, fallback, 1, most, "a number of seconds"));

        var isCommand = arguments.Count > 1 || arguments is [['/', ..]];
        var settings = new FunctionSettings
        {
            Name = environment.GetValueOrDefault("AWS_LAMBDA_FUNCTION_NAME") is { Length: > 0 } name ? name : "function",
            Handler = arguments is [.., var last] && !(isCommand && arguments.Count == 1) ? last : environment.GetValueOrDefault("_HANDLER"),
            Command = isCommand ? arguments : [],
            Timeout = Seconds("AWS_LAMBDA_FUNCTION_TIMEOUT", 3, 900),
            InitTimeout = Seconds($"{BrandNames.Env}INIT_TIMEOUT", 10, 900),
            StopTimeout = Seconds($"{BrandNames.Env}STOP_TIMEOUT", 8, 900),
            MemorySize = Number("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", 128, 1, 1024 * 1024, "a number of MiB"),
            Endpoint = new IPEndPoint(IPAddress.Any, Number($"{BrandNames.Env}INVOKE_PORT", 8080, 0, 65535, "a TCP port")),
            Environment = environment,
        };
        problems = wrong;
        return settings;
    }
}

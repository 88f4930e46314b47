using BuildChain.Engine;

namespace BuildChain.Bench;

/// <summary>The command line.</summary>
/// <param name="Root">The repository.</param>
sealed record BenchOptions(string Root)
{
    public const string Usage = "--root DIRECTORY [--engine auto|system|private] [--root-image IMAGE] [--cert-dir DIRECTORY] [--cases LETTER…]";

    public EngineMode Engine { get; init; } = EngineMode.Auto;

    public string RootImage { get; init; } = "debian:bookworm-slim";

    public string? CertificateDirectory { get; init; }

    /// <summary>Letters; none means all.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];

    /// <exception cref="BuildChainException">An option that does not exist, or without its value.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions("");
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new BuildChainException($"'{arguments[i - 1]}' needs a value.", Usage);
            options = arguments[i] switch
            {
                "--root" => options with { Root = Path.GetFullPath(Value()) },
                "--engine" => options with { Engine = Enum.Parse<EngineMode>(Value(), ignoreCase: true) },
                "--root-image" => options with { RootImage = Value() },
                "--cert-dir" => options with { CertificateDirectory = Path.GetFullPath(Value()) },
                "--cases" => options with { Cases = [.. arguments.Skip(i + 1).TakeWhile(word => !word.StartsWith('-'))] },
                var word when !word.StartsWith('-') && options.Cases.Contains(word) => options,
                var word => throw new BuildChainException($"Unknown argument '{word}'.", Usage),
            };
        }

        return options.Root.Length > 0 ? options : throw new BuildChainException("The repository is not named.", Usage);
    }
}

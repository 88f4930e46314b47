using System.Runtime.InteropServices;

namespace BuildChain.Functions;

/// <summary>What a template is evaluated with.</summary>
public sealed record TemplateOptions
{
    /// <summary>Parameters by name; one that the template does not have is an error.</summary>
    public IReadOnlyDictionary<string, string> ParameterOverrides { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary><c>AWS::Region</c>; <c>AWS::Partition</c> and <c>AWS::URLSuffix</c> follow from it.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary><c>AWS::AccountId</c>, twelve digits.</summary>
    public string AccountId { get; init; } = "123456789012";

    /// <summary><c>AWS::StackName</c>.</summary>
    public string StackName { get; init; } = "local";

    /// <summary>What images are built for, in the words of <c>Architectures</c>; default: the machine's. Others are told in a notice.</summary>
    public string Architecture { get; init; } = RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x86_64";

    /// <summary>The one Python that functions run in, such as <c>3.11</c>: a runtime of another version is told in a warning. Null when it is not known.</summary>
    public string? Python { get; init; }

    /// <summary>Reads <c>Key=Value</c> items, also in SAM's form <c>ParameterKey=Key,ParameterValue=Value</c>. The last of a key wins.</summary>
    /// <exception cref="BuildChainException">An item has no '=' or no key.</exception>
    public static IReadOnlyDictionary<string, string> ParseOverrides(IEnumerable<string> items)
    {
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var (key, value) = Split(item);
            overrides[key] = value;
        }

        return overrides;
    }

    static (string Key, string Value) Split(string item)
    {
        const string KeyWord = "ParameterKey=", ValueWord = ",ParameterValue=";
        if (item.StartsWith(KeyWord, StringComparison.Ordinal)
            && item.IndexOf(ValueWord, StringComparison.Ordinal) is var at and > 0
            && at > KeyWord.Length)
            return (item[KeyWord.Length..at], item[(at + ValueWord.Length)..]);

        var equals = item.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (item[..equals], item[(equals + 1)..])
            : throw new BuildChainException(
                $"'{item}' is not a parameter override.",
                "The form is Key=Value, for example --parameter-overrides Stage=dev LogLevel=debug");
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Esb.Agent.Functions;

/// <summary>What the agent needs to know of a function to start its containers.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Image">The whole reference: registry, name, tag.</param>
/// <param name="Timeout">How long one invocation may take.</param>
/// <param name="MemoryMiB">What the function may use.</param>
/// <param name="Concurrency">How many containers it may have; null when it is not limited itself.</param>
/// <param name="Environment">The function's own variables.</param>
sealed record FunctionSpec(
    string Name, string Image, TimeSpan Timeout, int MemoryMiB, int? Concurrency, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>
    /// The same for two definitions whose containers are alike, started from the image of this id. Twelve hex digits.
    /// The concurrency is not part of it: another limit needs no other container.
    /// </summary>
    public string Fingerprint(string imageId)
    {
        var text = new StringBuilder()
            .Append(Image).Append('\n').Append(imageId).Append('\n')
            .Append(CultureInfo.InvariantCulture, $"{Timeout.TotalSeconds} {MemoryMiB}\n");
        foreach (var (name, value) in Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{name.Length} {name}={value.Length} {value}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12];
    }
}

/// <summary>The functions that there are now; what it answers changes when the configuration does.</summary>
interface IFunctionCatalog
{
    /// <summary>Null when there is no such function.</summary>
    FunctionSpec? Find(string name);

    /// <summary>All of them; another object when something changed.</summary>
    IReadOnlyCollection<FunctionSpec> All { get; }

    /// <summary>Why there are no functions to serve, or null.</summary>
    string? Problem { get; }
}

using Esb.Common;
using Esb.Common.Configuration;

namespace Esb.Agent.Functions;

/// <summary>The functions of <c>functions.yml</c>, read again when it changes; one that cannot be used leaves those from before in place.</summary>
sealed class FunctionCatalog : IFunctionCatalog
{
    readonly string _registry;
    readonly string _tag;
    readonly Reloaded<Dictionary<string, FunctionSpec>> _functions;

    Dictionary<string, FunctionSpec> _last = new(StringComparer.Ordinal);

    /// <summary>Reads nothing yet; the file may come later.</summary>
    /// <param name="directory">The configuration folder.</param>
    /// <param name="registry">What image names start with, with its <c>/</c>; empty for none.</param>
    /// <param name="tag">The images' tag.</param>
    public FunctionCatalog(string directory, string registry, string tag, TimeProvider clock, ILogger log)
    {
        (_registry, _tag) = (registry, tag);
        var path = Path.Combine(directory, "functions.yml");
        _functions = new(path, [path], () => _last = Load(path), clock, log);
    }

    /// <inheritdoc/>
    public string? Problem => _functions.Current is null ? _functions.Problem : null;

    /// <inheritdoc/>
    public IReadOnlyCollection<FunctionSpec> All => (_functions.Current ?? _last).Values;

    /// <inheritdoc/>
    public FunctionSpec? Find(string name) => _functions.Current?.GetValueOrDefault(name);

    Dictionary<string, FunctionSpec> Load(string path) =>
        FunctionsFile.Read(path).Functions.ToDictionary(entry => entry.Key, entry => Kept(Spec(entry.Value)), StringComparer.Ordinal);

    FunctionSpec Spec(FunctionConfiguration function) => new(
        function.Name, $"{_registry}{function.Image}:{_tag}", TimeSpan.FromSeconds(function.Timeout), function.Memory,
        function.ReservedConcurrency, function.Environment);

    // A function that did not change stays the same object: its pool has nothing to compare.
    FunctionSpec Kept(FunctionSpec spec) =>
        _last.GetValueOrDefault(spec.Name) is { } old && old.Concurrency == spec.Concurrency && old.Fingerprint("") == spec.Fingerprint("") ? old : spec;
}

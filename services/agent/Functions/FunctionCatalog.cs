using Esb.Common.Configuration;
using Esb.Common;

namespace Esb.Agent.Functions;

/// <summary>The functions of <c>functions.yml</c>, read again when it changes; one that cannot be used leaves those from before in place.</summary>
/// <param name="directory">The configuration folder; the file may come later.</param>
/// <param name="registry">What image names start with, with its <c>/</c>; empty for none.</param>
/// <param name="tag">The images' tag.</param>
sealed class FunctionCatalog(string directory, string registry, string tag, TimeProvider clock, ILogger log) : IFunctionCatalog
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    readonly string _path = Path.Combine(directory, "functions.yml");
    readonly Lock _lock = new();

    Dictionary<string, FunctionSpec> _functions = new(StringComparer.Ordinal);
    FileStamp? _stamp;
    long _looked;
    string? _problem;

    /// <inheritdoc/>
    public string? Problem
    {
        get
        {
            lock (_lock)
            {
                Look();
                return _problem;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<FunctionSpec> All
    {
        get
        {
            lock (_lock)
            {
                Look();
                return _functions.Values;
            }
        }
    }

    /// <inheritdoc/>
    public FunctionSpec? Find(string name)
    {
        lock (_lock)
        {
            Look();
            return _functions.GetValueOrDefault(name);
        }
    }

    void Look()
    {
        if (_stamp is not null && clock.GetElapsedTime(_looked) < LookEvery)
            return;
        _looked = clock.GetTimestamp();
        var stamp = FileStamp.Of(_path);
        if (stamp == _stamp)
            return;
        _stamp = stamp;
        try
        {
            _functions = FunctionsFile.Read(_path).Functions.ToDictionary(entry => entry.Key, entry => Kept(Spec(entry.Value)), StringComparer.Ordinal);
            _problem = null;
            log.LogInformation("{Count} functions in {Path}", _functions.Count, _path);
        }
        catch (Exception e) when (e is ConfigurationException or IOException or UnauthorizedAccessException)
        {
            _problem = _functions.Count > 0 ? null : $"there are no functions: {e.Message}";
            log.LogWarning("functions.yml is not used{Consequence}: {Reason}", _functions.Count > 0 ? ", the functions from before stay" : "", e.Message);
        }
    }

    FunctionSpec Spec(FunctionConfiguration function) => new(
        function.Name, $"{registry}{function.Image}:{tag}", TimeSpan.FromSeconds(function.Timeout), function.Memory,
        function.ReservedConcurrency, function.Environment);

    // A function that did not change stays the same object: its pool has nothing to compare.
    FunctionSpec Kept(FunctionSpec spec) =>
        _functions.GetValueOrDefault(spec.Name) is { } old && old.Concurrency == spec.Concurrency && old.Fingerprint("") == spec.Fingerprint("") ? old : spec;
}

using Microsoft.Extensions.Logging;

namespace Esb.Common;

/// <summary>
/// Something made of files, made again when they changed. What cannot be made again is reported once, and what there was stays in use.
/// </summary>
/// <param name="what">It in a sentence, such as "the server certificate".</param>
/// <param name="files">What it is made of.</param>
/// <param name="load">Makes it; throws when the files are unusable.</param>
public sealed class Reloaded<T>(string what, IReadOnlyList<string> files, Func<T> load, TimeProvider clock, ILogger log) where T : class
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    readonly Lock _lock = new();
    FileStamp? _stamp;
    long _looked;
    T? _current;
    string? _problem;

    /// <summary>Why the files as they are now cannot be used, or null.</summary>
    public string? Problem
    {
        get
        {
            Look();
            return _problem;
        }
    }

    /// <summary>The newest that could be made, or null when none could.</summary>
    public T? Current
    {
        get
        {
            Look();
            return _current;
        }
    }

    void Look()
    {
        if (_stamp is not null && clock.GetElapsedTime(Volatile.Read(ref _looked)) < LookEvery)
            return;
        lock (_lock)
        {
            var stamp = FileStamp.Of(files);
            if (stamp != _stamp)
                Load(isFirst: _stamp is null);
            _stamp = stamp;
            Volatile.Write(ref _looked, clock.GetTimestamp());
        }
    }

    void Load(bool isFirst)
    {
        try
        {
            _current = load();
            _problem = null;
            if (!isFirst)
                log.LogInformation("{What} was read again", what);
        }
        catch (Exception e)
        {
            _problem = $"{what} cannot be used: {e.Message}";
            log.LogError("{Problem}{Consequence}", _problem, _current is null ? "" : "; the one from before stays in use");
        }
    }
}

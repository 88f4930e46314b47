using Esb.Common;
using Esb.Common.Configuration;
using Microsoft.Extensions.Logging;

namespace Esb.Gateway.Configuration;

/// <summary>
/// The configuration in use. Files are read again when they changed; one that cannot be used is reported with its positions, and what
/// it said before stays in use.
/// </summary>
sealed class ConfigurationStore(string directory, ILogger log)
{
    readonly List<WatchedFile> _files =
    [
        new("functions.yml", static (path, current) => current with { Functions = FunctionsFile.Read(path) }),
        new("routing.yml", static (path, current) => current.With(RoutingFile.Read(path))),
    ];

    volatile RuntimeConfiguration _current = RuntimeConfiguration.Empty;
    volatile IReadOnlyList<string> _problems = [];

    /// <summary>The newest usable configuration.</summary>
    public RuntimeConfiguration Current => _current;

    /// <summary>Reads and refusals of each file so far.</summary>
    public IReadOnlyList<WatchedFile> Files => _files;

    /// <summary>Why the gateway knows no function, or null.</summary>
    public string? Missing => _files[0].Loads > 0 ? null : _files[0].Problems is [var first, ..] ? first : $"there is no {Path.Combine(directory, "functions.yml")} yet";

    /// <summary>What is wrong with the files as they are now, one sentence each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads what changed since the last look. Not for several threads at once.</summary>
    public void Look()
    {
        var before = _current;
        var looked = false;
        foreach (var file in _files)
            looked |= Look(file);
        if (!looked)
            return;
        var loose = _current.Routing.Check(_current.Functions);
        if (!ReferenceEquals(before, _current))
        {
            foreach (var problem in loose)
                log.LogWarning("{Problem}", problem);
            log.LogInformation("configuration: {Functions} functions, {Routes} routes", _current.Functions.Functions.Count, _current.Routing.Routes.Count);
        }
        _problems = [.. _files.SelectMany(file => file.Problems), .. loose.Select(problem => problem.ToString())];
    }

    bool Look(WatchedFile file)
    {
        var path = Path.Combine(directory, file.Name);
        var stamp = FileStamp.Of(path);
        if (stamp == file.Stamp)
            return false;
        var hadStamp = file.Stamp is not null;
        file.Stamp = stamp;
        if (!File.Exists(path))
        {
            file.Problems = hadStamp ? [$"{path} is gone; what it said stays in use"] : [];
            return hadStamp;
        }
        try
        {
            _current = file.Read(path, _current);
            file.Problems = [];
            file.Loads++;
        }
        catch (Exception e) when (e is ConfigurationException or IOException or UnauthorizedAccessException)
        {
            file.Problems = e is ConfigurationException { Problems: var all } ? [.. all.Select(problem => problem.ToString())] : [e.Message];
            file.Refusals++;
            foreach (var problem in file.Problems)
                log.LogError("{Problem}", problem);
            log.LogError("{File} is not used; {Consequence}", file.Name, file.Loads > 0 ? "what it said before stays in use" : "there is none from before");
        }
        return true;
    }
}

/// <summary>A file of the configuration and what became of it.</summary>
/// <param name="read">The configuration with what the file at a path says.</param>
sealed class WatchedFile(string name, Func<string, RuntimeConfiguration, RuntimeConfiguration> read)
{
    public string Name => name;

    /// <summary>How often it was taken over.</summary>
    public int Loads { get; set; }

    /// <summary>How often it was refused.</summary>
    public int Refusals { get; set; }

    /// <summary>What is wrong with it as it is now.</summary>
    public IReadOnlyList<string> Problems { get; set; } = [];

    /// <summary>The file as it was last looked at; null before.</summary>
    public FileStamp? Stamp { get; set; }

    public RuntimeConfiguration Read(string path, RuntimeConfiguration current) => read(path, current);
}

using System.Text.Json.Serialization;

namespace BuildChain.EndToEnd;

/// <summary>What has to be known of a run to remove it when its own process cannot.</summary>
/// <param name="Tag">Of its images, and the value of the label <c>com.esb.run</c> on everything it made.</param>
/// <param name="Project">Its compose project.</param>
/// <param name="Root">The working tree it was started in.</param>
/// <param name="Pid">The process that started it, for people to read; whether it lives is what the run's lock tells.</param>
public sealed record RunRecord(string Tag, string Project, string Profile, string Env, string Mode, string Root, int Pid, DateTimeOffset Started)
{
    /// <summary>Where its engine listens, as <c>DOCKER_HOST</c> has it; empty where only docker's own configuration knows.</summary>
    public string Engine { get; init; } = "";

    /// <summary>What the run pushed, by its full name: <c>127.0.0.1:5010/esb-echo:&lt;tag&gt;</c>.</summary>
    public IReadOnlyList<string> Pushed { get; init; } = [];

    /// <summary>What its images are made of; runs with the same may have the same images. Empty where they have to be its own.</summary>
    public string BuildKey { get; init; } = "";

    /// <summary>Its images, once they are all there.</summary>
    public IReadOnlyList<RunImage> Images { get; init; } = [];

    /// <summary>Absolute; files that are the run's own.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Somebody wants to look at it: it goes when it is named, not with the rest.</summary>
    public bool Kept { get; init; }

    public override string ToString() => $"{Tag} ({Profile}, pid {Pid})";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RunRecord))]
sealed partial class RunJson : JsonSerializerContext;

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BuildChain.Publishing;

namespace BuildChain.Bake;

/// <summary>
/// Remembers finished bakes in <c>.esb/bake/finished</c>: where nothing that a bake is made of changed and the engine still has exactly
/// the images it gave, there is nothing to ask buildx for. Under another tag the same images get that tag.
/// </summary>
/// <remarks>
/// Compared are all resolved settings but the tags, labels, every local file by size, time and permissions (as buildx compares before it sends a file),
/// the ids of the images that Dockerfiles start from, the ids of the images made, and the files of local outputs. A bake for which one of
/// these cannot be known is not remembered: remote contexts, secrets from the environment, <c># syntax=</c>, <c>ADD https://…</c>, pushes.
/// </remarks>
public sealed partial class FinishedBakes
{
    const string Parent = $"{BrandNames.Folder}/bake/finished";
    const int Kept = 40;

    readonly BakePlan plan;
    readonly string? fingerprint;
    readonly IReadOnlyList<string> foreign = [];
    readonly IReadOnlyList<string> settings = [];

    /// <summary>Takes the state of files now, so make it before the bake: what changes during the bake counts as changed.</summary>
    /// <param name="extra">Anything else that another value of makes another bake.</param>
    public FinishedBakes(BakePlan plan, params IEnumerable<string> extra)
    {
        this.plan = plan;
        Obstacle = ObstacleOf(plan);
        if (Obstacle is not null)
            return;
        foreign = [.. plan.Targets.SelectMany(target => ForeignImages(plan, target)!).Distinct(StringComparer.Ordinal)];
        settings = [WithoutTags(plan.Model.Printed), plan.Request.Builder ?? "", string.Join(' ', plan.Request.Targets), EpochOf(plan.Request), .. Labels(plan), .. extra];
        fingerprint = Fingerprint();
    }

    string Fingerprint()
        => InputFingerprint.OfAll(plan.Request.Root, plan.Targets.SelectMany(t => t.Inputs.Concat(t.Secrets.Select(s => s.Source))).Distinct(StringComparer.Ordinal), settings);

    /// <summary>Another time for what is in the images makes other images.</summary>
    internal static string EpochOf(BakeRequest request) => request.Epoch?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Why the bake is not remembered, in a few words; null when it is.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>The result of an earlier bake that would be the same now, with its images under the tags of this one; null when there has to be a bake.</summary>
    public async Task<BakeResult?> FindAsync(CancellationToken cancellationToken = default)
    {
        if (fingerprint is null || Read() is not { } memory)
            return null;
        if (Renamed(memory) is not { } renamed)
            return null;
        var ids = await EngineImages.IdsAsync(plan.Docker, [.. memory.Images.Keys.Union(renamed.Images.Keys)], cancellationToken);
        var isSame = foreign.All(name => ids.GetValueOrDefault(name) == memory.Images[name])
            && memory.Result.Zip(renamed.Result).All(pair => pair.First.References.Union(pair.Second.References).Any(name => ids.GetValueOrDefault(name) == memory.Id(pair.First)))
            && memory.Outputs.All(output => InputFingerprint.OfAll(plan.Request.Root, [output.Key]) == output.Value);
        var tags = renamed.Images.Where(image => ids.GetValueOrDefault(image.Key) != image.Value).Select(image => (image.Value, image.Key)).ToList();
        if (!isSame || !await EngineImages.TryTagAsync(plan.Docker, tags, cancellationToken))
            return null;
        if (tags.Count > 0)
            Write(renamed);
        return new BakeResult([.. renamed.Result.Select(image => image with { Status = BakeStatus.Cached, Duration = null })], TimeSpan.Zero) { Unchanged = true };
    }

    /// <summary>Notes a bake that has just finished. What cannot be written down costs a bake next time.</summary>
    public async Task RememberAsync(BakeResult result, CancellationToken cancellationToken = default)
    {
        if (fingerprint is null)
            return;
        // Which of both states is in the images nobody knows, and the first may come back with its times.
        if (Fingerprint() != fingerprint)
        {
            Obstacle = "files changed while they were baked";
            return;
        }
        var wanted = foreign.Concat(result.Images.SelectMany(image => image.References)).Distinct(StringComparer.Ordinal).ToList();
        var ids = await EngineImages.IdsAsync(plan.Docker, wanted, cancellationToken);
        Obstacle = wanted.FirstOrDefault(name => !ids.ContainsKey(name)) is { } missing ? $"the engine has no image {missing}"
            : result.Images.FirstOrDefault(image => image.References.Any(name => ids[name] != image.Digest && ids[name] != image.ConfigDigest)) is { } other
                ? $"the engine has another image {other.References[0]} than the bake gave" : null;
        if (Obstacle is not null)
            return;
        var outputs = LocalOutputs(plan).ToDictionary(path => path, path => InputFingerprint.OfAll(plan.Request.Root, [path]), StringComparer.Ordinal);
        Write(new Memory(result.Images, ids, outputs));
    }

    static string? ObstacleOf(BakePlan plan)
        => ObstacleOf(plan.Request, plan.Model) ?? plan.Targets.Select(target => ObstacleOf(plan, target)).FirstOrDefault(obstacle => obstacle is not null);

    /// <summary>Why nothing of a bake is remembered, whatever its targets are.</summary>
    internal static string? ObstacleOf(BakeRequest request, BakeModel model)
        => request is not { NoCache: false, Pull: false, Push: false } ? "--no-cache, --pull or --push"
            : request.Builder is not (null or "default") ? "the builder keeps images elsewhere"
            : model.Printed.Length == 0 ? "the settings are not known"
            : null;

    /// <summary>Why a bake with this target is not remembered.</summary>
    internal static string? ObstacleOf(BakePlan plan, PlannedTarget target)
        => target.Target.NoCache || target.Target.Pull ? $"{target.Name} asks for no-cache or pull"
            : target.Contexts.FirstOrDefault(context => !context.IsLocal || !context.Exists) is { } context ? $"{target.Name} has the context {context.Location}"
            : target.Secrets.FirstOrDefault(secret => !secret.IsFile) is { } secret ? $"{target.Name} has the secret {secret.Id}, which is no file"
            : target.Target.Outputs.FirstOrDefault(output => output.Type is not ("docker" or "local" or "cacheonly")) is { } output ? $"{target.Name} has the output {output}"
            : target.Requested && target.Images.Count == 0 ? $"{target.Name} gives no image"
            : ForeignImages(plan, target) is null ? $"{target.Name}: its Dockerfile does not tell what it starts from"
            : null;

    /// <summary>Images that are no target's, which this one is made of; null when that is not to be known.</summary>
    internal static IEnumerable<string>? ForeignImages(BakePlan plan, PlannedTarget target)
        => (target.Target.DockerfileInline ?? (target.Dockerfile is { } file ? TryRead(Path.Combine(plan.Request.Root, file)) : null)) is { } text
            && DockerfileImages.Of(text, target.Target.Stage, target.Target.Args, target.Target.Contexts.Keys) is { } found
            ? found.Concat(target.Links.Where(link => link.Target is null).Select(link => link.Image).OfType<string>())
            : null;

    static string? TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static IEnumerable<string> Labels(BakePlan plan)
        => plan.Request.Labels.Keys.Order().SelectMany(target => Labels(plan.Request, target).Select(label => $"{target} {label}"));

    /// <summary>The labels that a target gets on top of the bake file's.</summary>
    internal static IEnumerable<string> Labels(BakeRequest request, string target)
        => request.Labels.GetValueOrDefault(target) is { } labels ? labels.OrderBy(label => label.Key).Select(label => $"{label.Key}={label.Value}") : [];

    static IEnumerable<string> LocalOutputs(BakePlan plan)
        => plan.Targets.SelectMany(t => t.Target.Outputs).Where(output => output.Type == "local").Select(output => output["dest"]).OfType<string>().Distinct(StringComparer.Ordinal);

    string Note => Path.Combine(plan.Request.Root, Parent, $"{fingerprint}.json");

    Memory? Read()
    {
        try
        {
            return File.Exists(Note) && JsonSerializer.Deserialize(File.ReadAllText(Note), MemoryJson.Default.Memory) is { Result: not null, Images: not null, Outputs: not null } memory
                && memory.Result.All(image => image?.References is { } names && (names.Count == 0 || memory.Images.ContainsKey(names[0]))) ? memory : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    void Write(Memory memory)
    {
        try
        {
            var directory = Directory.CreateDirectory(Path.GetDirectoryName(Note)!);
            AtomicFile.Write(Note, JsonSerializer.Serialize(memory, MemoryJson.Default.Memory));
            foreach (var old in directory.EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc).Skip(Kept))
                old.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <param name="Images">Engine ids by reference: of those made, and of those they start from.</param>
    /// <param name="Outputs">Fingerprints of local outputs by path.</param>
    internal sealed record Memory(IReadOnlyList<BakedImage> Result, IReadOnlyDictionary<string, string> Images, IReadOnlyDictionary<string, string> Outputs)
    {
        /// <summary>What the engine knows one of the images made by.</summary>
        public string Id(BakedImage image) => Images[image.References[0]];
    }
}

[JsonSerializable(typeof(FinishedBakes.Memory))]
sealed partial class MemoryJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;
using BuildChain.Meta;
using BuildChain.Publishing;

namespace BuildChain.Bake;

/// <summary>
/// Remembers image by image in <c>.esb/bake/images</c> what each was baked from: in a large bake only those that would come out
/// otherwise have to be baked again.
/// </summary>
/// <remarks>
/// Compared are a target's resolved settings and labels, its local files as <see cref="FinishedBakes"/> compares them, and the digests of the
/// images that it is linked to: what those are made of does not matter when they came out the same. Of the version files
/// (<see cref="MetaStage"/>) only its own count.
/// </remarks>
public sealed class FinishedTargets
{
    const string Folder = $"{BrandNames.Folder}/bake/images";
    const string MetaContext = "meta";

    readonly BakePlan plan;
    readonly Dictionary<string, (PlannedTarget Target, string Own)> targets = new(StringComparer.Ordinal);

    /// <summary>Takes the state of files now, so make it before the bake: what changes during the bake counts as changed.</summary>
    /// <param name="names">Targets of the plan.</param>
    /// <param name="extra">Anything else that another value of makes another bake.</param>
    public FinishedTargets(BakePlan plan, IReadOnlyCollection<string> names, params IEnumerable<string> extra)
    {
        this.plan = plan;
        if (FinishedBakes.ObstacleOf(plan.Request, plan.Model) is not null)
            return;
        using var printed = JsonDocument.Parse(plan.Model.Printed);
        var settings = printed.RootElement.GetProperty("target");
        foreach (var target in plan.Targets.Where(target => names.Contains(target.Name) && IsKnowable(target)))
        {
            targets[target.Name] = (target, InputFingerprint.OfAll(
                plan.Request.Root, Inputs(target), [settings.GetProperty(target.Name).GetRawText(), FinishedBakes.EpochOf(plan.Request), .. FinishedBakes.Labels(plan.Request, target.Name), .. extra]));
        }
    }

    /// <summary>The images that a bake would give as they are; the engine has them.</summary>
    /// <param name="linked">What the targets that these stand on came out as.</param>
    public async Task<IReadOnlyList<BakedImage>> FindAsync(IReadOnlyCollection<BakedImage> linked, CancellationToken cancellationToken = default)
    {
        var known = targets.Keys.Where(name => Fingerprint(name, linked) is not null)
            .Select(name => Read(name) is { } memory && memory.Fingerprint == Fingerprint(name, linked) ? memory.Image : null).OfType<BakedImage>().ToList();
        var ids = await EngineImages.IdsAsync(plan.Docker, [.. known.SelectMany(image => image.References)], cancellationToken);
        return [.. known.Where(image => image.References.All(name => ids.TryGetValue(name, out var id) && (id == image.Digest || id == image.ConfigDigest)))
            .Select(image => image with { Status = BakeStatus.Cached, Duration = null })];
    }

    /// <summary>Notes what has just been baked. What cannot be written down costs a bake next time.</summary>
    /// <param name="linked">What the targets that these stand on came out as.</param>
    public void Remember(IEnumerable<BakedImage> baked, IReadOnlyCollection<BakedImage> linked)
    {
        foreach (var image in baked)
        {
            if (image.Digest is not null && image.References.Count > 0 && Fingerprint(image.Target, linked) is { } fingerprint)
                Write(image.Target, new Memory(fingerprint, image));
        }
    }

    /// <summary>Null when a target cannot be remembered, or stands on something that is no image of this bake.</summary>
    string? Fingerprint(string name, IReadOnlyCollection<BakedImage> linked)
    {
        if (!targets.TryGetValue(name, out var known))
            return null;
        var links = known.Target.Target.LinkedTargets.Select(link => linked.FirstOrDefault(image => image.Target == link)?.Digest).ToList();
        return links.Contains(null) ? null : string.Join(' ', links.Prepend(known.Own));
    }

    bool IsKnowable(PlannedTarget target)
        => target.Requested && FinishedBakes.ObstacleOf(plan, target) is null && FinishedBakes.ForeignImages(plan, target)?.Any() == false;

    IEnumerable<string> Inputs(PlannedTarget target)
        => target.Contexts.Where(context => context.IsLocal).Select(context => OwnPart(target, context)).Concat(target.Dockerfile is null ? [] : [target.Dockerfile])
            .Concat(target.Secrets.Select(secret => secret.Source)).Distinct(StringComparer.Ordinal);

    string OwnPart(PlannedTarget target, PlannedContext context)
        => context.Name == MetaContext && Path.Combine(context.Location, target.Name) is var own && Directory.Exists(Path.Combine(plan.Request.Root, own)) ? own : context.Location;

    // Images of other tags have notes of their own; a target's name has no character that a file's cannot have.
    string Note(string name) => Path.Combine(plan.Request.Root, Folder, Key(targets[name].Target), $"{name}.json");

    static string Key(PlannedTarget target)
        => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join(' ', target.Images))).AsSpan(0, 8));

    Memory? Read(string name)
    {
        try
        {
            return File.Exists(Note(name)) ? JsonSerializer.Deserialize(File.ReadAllText(Note(name)), TargetMemoryJson.Default.Memory) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    void Write(string name, Memory memory)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Note(name))!);
            AtomicFile.Write(Note(name), JsonSerializer.Serialize(memory, TargetMemoryJson.Default.Memory));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    internal sealed record Memory(string Fingerprint, BakedImage Image);
}

[JsonSerializable(typeof(FinishedTargets.Memory))]
sealed partial class TargetMemoryJson : JsonSerializerContext;

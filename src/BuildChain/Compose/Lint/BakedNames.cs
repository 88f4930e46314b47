using BuildChain.Bake;
using BuildChain.Images;

namespace BuildChain.Compose;

/// <summary>The images that the bake files make, by their names without registry and tag.</summary>
public sealed class BakedNames
{
    const string KindLabel = $"{BrandNames.Labels}kind";

    readonly Dictionary<string, BakeTarget> _targets = new(StringComparer.Ordinal);

    /// <param name="brand">What every own image's name starts with, without the dash.</param>
    public BakedNames(BakeModel model, string brand)
    {
        Prefix = brand + "-";
        foreach (var target in model.Targets.Values)
        {
            foreach (var image in target.Tags.Select(ImageReference.TryParse).OfType<ImageReference>())
                _targets.TryAdd(LastPart(image.Repository), target);
        }
    }

    /// <summary>The brand and a dash.</summary>
    public string Prefix { get; }

    public IReadOnlyList<string> All => [.. _targets.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The target that makes the image; null when none does.</summary>
    public BakeTarget? Find(string repository) => _targets.GetValueOrDefault(LastPart(repository));

    /// <summary>Whether nobody but a bake of this repository would make an image of this name.</summary>
    public bool IsOwn(string repository) => LastPart(repository).StartsWith(Prefix, StringComparison.Ordinal) || Find(repository) is not null;

    /// <summary>Whether a target makes images that others are built upon, and that have nothing to run.</summary>
    public static bool IsOnlyBuiltUpon(BakeTarget target) => target.Labels.GetValueOrDefault(KindLabel) is "base" or "meta";

    static string LastPart(string repository) => repository[(repository.LastIndexOf('/') + 1)..];
}

using BuildChain.Bake;
using BuildChain.Images;

namespace BuildChain.Compose;

/// <summary>What a service runs: an image that is baked, under the tag and registry that everything shares.</summary>
static class ImageRules
{
    const string Registry = "registry.test";
    const string Tag = "the-tag";
    const string Form = $"${{{BrandNames.Env}REGISTRY:-}}NAME:${{{BrandNames.Env}TAG:-latest}}";

    static readonly string[] NothingToDo = ["true", "/bin/true", "exit 0", "/bin/false", "false"];

    public static IEnumerable<LintFinding> Check(ComposeService service, BakedNames baked)
    {
        if (service["image"] is not { Text: { } written } node)
            return BuildOnly(service, target: null);
        if (ImageReference.TryParse(Expanded(written)) is not { } image || ImageReference.TryParse(ComposeTemplate.Expand(written, _ => null)) is null)
            return [Error("baked-image", node, $"service '{service.Name}': '{written}' is not an image reference where its variables are not set", Remedy($"{BrandNames.Slug}-…"))];

        var target = baked.Find(image.Repository);
        return baked.IsOwn(image.Repository)
            ? [.. BuildOnly(service, target), .. Own(service, node, image, target, baked)]
            : [.. BuildOnly(service, target), Foreign(service, node, image, baked)];
    }

    static IEnumerable<LintFinding> Own(ComposeService service, ComposeNode node, ImageReference image, BakeTarget? target, BakedNames baked)
    {
        if (target is null)
        {
            yield return Error("baked-image", node, $"service '{service.Name}': no bake target makes the image '{image.Repository}'",
                $"Known are: {NearestName.Describe(image.Repository, baked.All)}");
        }

        var remedy = Remedy(target is null ? NearestName.Find(image.Repository, baked.All) ?? image.Repository : image.Repository);
        if (image.Registry != Registry)
            yield return Error("image-registry", node, $"service '{service.Name}': the image '{node.Text}' does not begin with ${{{BrandNames.Env}REGISTRY:-}}", remedy);
        if (image.Tag != Tag)
        {
            yield return Error("image-tag", node,
                $"service '{service.Name}': the tag of '{node.Text}' is not {BrandNames.Env}TAG, so it would run another build's image", remedy);
        }

        if (service["pull_policy"] is not { } policy)
        {
            yield return Error("pull-policy", node, $"service '{service.Name}' has no pull_policy: where its image is missing, compose would ask a registry for it",
                "pull_policy: never");
        }
        else if (policy.Text != "never")
        {
            yield return Error("pull-policy", policy, $"service '{service.Name}' has pull_policy '{policy.Text}': what is baked is never pulled", "pull_policy: never");
        }
    }

    static LintFinding Foreign(ComposeService service, ComposeNode node, ImageReference image, BakedNames baked)
        => baked.Find(baked.Prefix + image.Repository) is not null
            ? Error("baked-image", node, $"service '{service.Name}': '{image.Name}' is baked under another name", Remedy(baked.Prefix + image.Repository))
            : new LintFinding(LintSeverity.Note, "external-image", node.At, $"service '{service.Name}': only a registry can give '{node.Text}'");

    /// <summary>Services that exist only to have an image built.</summary>
    static IEnumerable<LintFinding> BuildOnly(ComposeService service, BakeTarget? target)
    {
        var why = target is not null && BakedNames.IsOnlyBuiltUpon(target) ? $"its image is what others are built upon (bake target '{target.Name}')"
            : service.Name.EndsWith("-builder", StringComparison.Ordinal) ? "its name says so"
            : service["profiles"]?.Items.Any(p => p.Text is "build" or "builder") == true ? "its profile says so"
            : service["scale"]?.Text == "0" || service["deploy"]?["replicas"]?.Text == "0" ? "it never runs"
            : DoesNothing(service["command"]) || DoesNothing(service["entrypoint"]) ? "it does nothing"
            : null;
        return why is null ? [] : [new LintFinding(LintSeverity.Error, "build-only", service.At, $"service '{service.Name}' is only there to be built: {why}", "Remove it; docker-bake.hcl builds")];
    }

    static bool DoesNothing(ComposeNode? command)
        => command is { Text: { } text } ? NothingToDo.Contains(text, StringComparer.Ordinal)
            : command is { Items: [{ Text: { } only }] } && NothingToDo.Contains(only, StringComparer.Ordinal);

    static string Expanded(string image)
        => ComposeTemplate.Expand(image, name => name switch
        {
            $"{BrandNames.Env}REGISTRY" => Registry + "/",
            $"{BrandNames.Env}TAG" => Tag,
            _ => null,
        });

    static string Remedy(string repository) => $"image: {Form.Replace("NAME", repository, StringComparison.Ordinal)}";

    static LintFinding Error(string rule, ComposeNode node, string message, string remedy) => new(LintSeverity.Error, rule, node.At, message, remedy);
}

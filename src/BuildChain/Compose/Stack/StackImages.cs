namespace BuildChain.Compose;

/// <summary>Whether the images that a stack runs are its own. A tag is all that tells images apart.</summary>
public static class StackImages
{
    /// <summary>The error of a start that may not bake.</summary>
    /// <param name="target">What bakes them, as it is typed after <c>./build.sh</c>.</param>
    public static BuildChainException Missing(StackPlan plan, IReadOnlyList<string> images, string target)
        => new(
            $"The engine lacks {(images.Count == 1 ? "an image" : $"{images.Count} images")} of the stack: {string.Join(", ", images)}",
            $"{StackCommands.For(plan.Settings, target)}, or leave --no-build away");

    /// <summary>Refuses to bake functions over those that another stack runs by the same names, of another template or of other sources.</summary>
    /// <param name="template">The template as a command names it.</param>
    /// <exception cref="BuildChainException">Names the stack, the functions, and the command that keeps them apart.</exception>
    public static void EnsureOwn(StackPlan plan, StackFunctions functions, IReadOnlyList<RunningStack> others, string template)
    {
        foreach (var other in others)
        {
            var shared = functions.Images.Intersect(other.Functions.Images, StringComparer.Ordinal).ToList();
            var (root, from) = (!other.IsFrom(plan.Settings), other.Functions.Template != functions.Template && other.Functions.Template.Length > 0);
            if (shared.Count == 0 || !(root || from))
                continue;
            var has = from ? $"of {other.Functions.Template}" : $"of the sources in {other.Root}";
            throw new BuildChainException(
                $"'{other.Project}' runs images of the tag '{plan.Settings.Tag}' too, {has}: {string.Join(", ", shared)}. Baked of {functions.Template} here, they would become its functions as well.",
                $"Give this stack a tag of its own: {Tagged(plan.Settings)} --template {template}; or remove the other: ./build.sh Down{Env(other)}");
        }
    }

    /// <summary>Refuses to start images of functions that were baked of another template.</summary>
    /// <param name="templates">The label <c>com.esb.template</c> by image.</param>
    /// <exception cref="BuildChainException">Names them and the template they are of.</exception>
    public static void EnsureOfTemplate(StackPlan plan, StackFunctions functions, IReadOnlyDictionary<string, string> templates)
    {
        var others = templates.Where(image => image.Value.Length > 0 && functions.Template.Length > 0 && image.Value != functions.Template).ToList();
        if (others.Count > 0)
            throw new BuildChainException(
                $"{string.Join(", ", others.Select(image => image.Key))}: baked of {string.Join(", ", others.Select(image => image.Value).Distinct(StringComparer.Ordinal))}, not of {functions.Template}.",
                $"Leave --no-build away, or give the --tag or --template that belong together: {StackCommands.For(plan.Settings, plan.Target)} --no-build --template {others[0].Value}");
    }

    static string Tagged(StackSettings settings)
        => StackCommands.For(settings with { Tag = settings.Env == "default" || settings.Env == settings.Tag ? $"{settings.Tag}-2" : settings.Env }, "Up");

    static string Env(RunningStack stack)
        => stack.Project == $"{BrandNames.Slug}-default" ? "" : stack.Project.StartsWith($"{BrandNames.Slug}-", StringComparison.Ordinal) ? $" --env {stack.Project[(BrandNames.Slug.Length + 1)..]}" : $", with {BrandNames.Env}PROJECT={stack.Project}";
}

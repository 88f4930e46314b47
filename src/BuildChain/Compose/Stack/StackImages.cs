namespace BuildChain.Compose;

/// <summary>Messages about the images that a stack runs.</summary>
public static class StackImages
{
    /// <summary>The error of a start that may not bake.</summary>
    /// <param name="target">What bakes them, as it is typed after <c>./build.sh</c>.</param>
    public static BuildChainException Missing(StackPlan plan, IReadOnlyList<string> images, string target)
        => new(
            $"The engine lacks {(images.Count == 1 ? "an image" : $"{images.Count} images")} of the stack: {string.Join(", ", images)}",
            $"{StackCommands.For(plan.Settings, target)}, or leave --no-build away");
}

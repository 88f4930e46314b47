using BuildChain.Functions.Yaml;

namespace BuildChain.Functions.Intrinsics;

/// <summary>The names that are being evaluated, each because of the one before it: where one comes again, there is a circle.</summary>
/// <param name="what">What they name, in the plural.</param>
sealed class ReferencePath(string what)
{
    readonly List<Reference> path = [];
    readonly HashSet<string> names = new(StringComparer.Ordinal);

    public bool Any => path.Count > 0;

    /// <summary>False, with the circle reported, when the name is being evaluated already.</summary>
    public bool TryEnter(string name, SourcePosition position, TemplateProblems problems)
    {
        if (!names.Add(name))
        {
            Report([.. path.SkipWhile(step => step.Resource != name), new Reference(name, position)], what, problems);
            return false;
        }

        path.Add(new Reference(name, position));
        return true;
    }

    public void Leave()
    {
        names.Remove(path[^1].Resource);
        path.RemoveAt(path.Count - 1);
    }

    /// <summary>Reports <c>A -> B -> A</c> with the place of every arrow.</summary>
    /// <param name="circle">The first and the last have the same name; a position is where the one before mentions the name.</param>
    public static void Report(IReadOnlyList<Reference> circle, string what, TemplateProblems problems)
    {
        const int MostShown = 20;
        var arrows = circle.Take(MostShown).Select(step => step.Resource.Printable());
        if (circle.Count > MostShown)
            arrows = arrows.Append("…").Append(circle[^1].Resource.Printable());
        var places = circle.Skip(1).Take(MostShown).Select(step => $"{step.Resource.Printable()} is named at {step.Position}");
        problems.Error(
            circle[^1].Position, $"A circle of {what}: {string.Join(" -> ", arrows)} ({string.Join(", ", places)}).",
            "CloudFormation refuses circles: take one of these references out.");
    }
}

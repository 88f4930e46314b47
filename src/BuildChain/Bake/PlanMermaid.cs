using System.Text;

namespace BuildChain.Bake;

/// <summary>A plan as a mermaid flow chart: what is built upon what.</summary>
public static class PlanMermaid
{
    /// <summary>Targets are boxes, images from elsewhere rounded, directories slanted; what is missing has the class <c>missing</c>.</summary>
    public static string Render(BakePlan plan)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (var target in plan.Targets)
            text.Append($"  {Id("t", target.Name)}[\"{Label([target.Name, .. target.Images])}\"]\n");

        var outside = plan.Targets
            .SelectMany(t => t.Links.Where(l => l.Image is not null)
                .Select(l => (Id: Id("i", l.Image!), Shape: $"([\"{Label([l.Image!])}\"])", Missing: l.Present is false, Target: t.Name, l.Context))
                .Concat(t.Contexts.Select(c => (Id: Id("c", c.Location), Shape: $"[/\"{Label([c.Location])}\"/]", Missing: !c.Exists, Target: t.Name, Context: c.Name))))
            .ToList();
        foreach (var node in outside.DistinctBy(n => n.Id).OrderBy(n => n.Id, StringComparer.Ordinal))
            text.Append($"  {node.Id}{node.Shape}{(node.Missing ? ":::missing" : "")}\n");

        var edges = plan.Targets
            .SelectMany(t => t.Links.Where(l => l.Target is not null).Select(l => (From: Id("t", l.Target!), To: Id("t", t.Name), Name: l.Context)))
            .Concat(outside.Select(n => (From: n.Id, To: Id("t", n.Target), Name: n.Context)));
        foreach (var (from, to, name) in edges)
            text.Append(name.Length == 0 ? $"  {from} --> {to}\n" : $"  {from} -- {name} --> {to}\n");
        return text.Append("  classDef missing stroke:#c00,stroke-dasharray:4\n").ToString();
    }

    /// <summary>Mermaid ids have neither '-' nor '/', and "end" is a keyword; hence a prefix.</summary>
    static string Id(string prefix, string name)
        => prefix + "_" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : c == '-' ? "_" : $"_{(int)c:x}_"));

    static string Label(IEnumerable<string> lines) => string.Join("<br/>", lines.Select(l => l.Replace("\"", "&quot;", StringComparison.Ordinal)));
}

using System.Text;

namespace BuildChain.Branding;

/// <summary>A generated file that is not what its template gives.</summary>
/// <param name="Actual">The file's text; null when it is missing.</param>
public sealed record BrandDrift(BrandTemplate Template, string Expected, string? Actual)
{
    /// <summary>The first line of the template that gives something else than the file has, counted from 1.</summary>
    public int Line => Actual is null ? 1 : Lines.Compare(Lines.Of(Expected), Lines.Of(Actual)).TakeWhile(step => step is { Old: not null, New: not null }).Count() + 1;

    /// <summary>What differs: '-' as the template gives it, '+' as the file has it, each with its line there.</summary>
    public string Describe()
    {
        if (Actual is null)
            return $"{Template.Path} is missing; {Template.Source} gives it\n";
        var (old, @new) = (Lines.Of(Expected), Lines.Of(Actual));
        var text = new StringBuilder($"{Template.Path} is not what {Template.Source} gives:\n");
        foreach (var step in Lines.Compare(old, @new).Where(step => step.Old is null || step.New is null))
        {
            text.Append(step.Old is { } line
                ? $"  - {Template.Source}:{line + 1}: {old[line]}\n"
                : $"  + {Template.Path}:{step.New + 1}: {@new[step.New!.Value]}\n");
        }
        return text.ToString();
    }

    /// <summary>The template with the file's edits in it: lines that are the same keep their placeholders, new ones get them.</summary>
    public BrandTemplate Adopt(BrandSpec brand)
    {
        var (written, @new) = (Lines.Of(Template.Text), Lines.Of(Actual ?? Expected));
        var lines = Lines.Compare(Lines.Of(Expected), @new)
            .Where(step => step.New is not null)
            .Select(step => step.Old is { } line ? written[line] : BrandTemplate.Generalise(@new[step.New!.Value], brand));
        return Template with { Text = string.Join('\n', lines) };
    }
}

namespace BuildChain.Functions;

/// <summary>One thing that is wrong in a template.</summary>
/// <param name="Text">What is wrong, with the value quoted.</param>
/// <param name="Accepted">The accepted form, or what to do.</param>
public sealed record TemplateError(SourcePosition Position, string Text, string Accepted)
{
    public override string ToString() => $"{Position}: {Text} → {Accepted}";
}

/// <summary>A template that cannot be used, with everything that is wrong in it.</summary>
public sealed class TemplateException : BuildChainException
{
    const int MostShown = 50;

    public TemplateException(IReadOnlyList<TemplateError> errors, Exception? innerException = null)
        : base(Describe(errors), errors.Count == 1 ? errors[0].Accepted : null, innerException)
        => Errors = errors;

    /// <summary>In the template's order, at least one.</summary>
    public IReadOnlyList<TemplateError> Errors { get; }

    static string Describe(IReadOnlyList<TemplateError> errors)
    {
        if (errors.Count == 1)
            return $"{errors[0].Position}: {errors[0].Text}";

        var lines = errors.Take(MostShown).Select(error => $"  {error}").Prepend($"{errors[0].Position.File} has {errors.Count} errors:");
        if (errors.Count > MostShown)
            lines = lines.Append($"  … and {errors.Count - MostShown} more");
        return string.Join(Environment.NewLine, lines);
    }
}

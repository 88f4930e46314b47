namespace BuildChain.Functions.Yaml;

/// <summary>
/// What a template may cost: far above any real one (AWS takes 500 resources and 1 MB), low enough that a hostile one ends in an error
/// within seconds instead of exhausting time, memory or stack.
/// </summary>
static class TemplateLimits
{
    public const int FileBytes = 8 * 1024 * 1024;
    public const int Nodes = 500_000;
    public const int NodeDepth = 128;

    /// <summary>Values looked at while evaluating; an alias counts every time.</summary>
    public const int Steps = 2_000_000;

    /// <summary>Functions within functions and references to references, together.</summary>
    public const int EvaluationDepth = 256;

    /// <summary>Of one text; Lambda takes 4 MiB of inline code.</summary>
    public const int TextLength = 4 * 1024 * 1024;

    /// <summary>Of all texts that evaluating makes, together.</summary>
    public const int AllTextLength = 64 * 1024 * 1024;
}

namespace BuildChain;

/// <summary>A place in a text that a person wrote, as editors and compilers write it: <c>template.yaml:12:7</c>.</summary>
/// <param name="File">The path as the user gave it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
public readonly record struct SourcePosition(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}

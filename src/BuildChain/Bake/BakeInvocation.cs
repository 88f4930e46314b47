namespace BuildChain.Bake;

/// <summary>One call of <c>docker buildx bake</c>, for whoever runs it.</summary>
/// <param name="Environment">Variables to set on top of the process's own; null removes one.</param>
public sealed record BakeInvocation(
    string Executable, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string?> Environment, string Progress);

/// <summary>How the call ended.</summary>
/// <param name="Output">What buildx wrote (it writes progress to standard error); null when it went straight to a terminal.</param>
public sealed record BakeExecution(int ExitCode, string? Output);

using BuildChain.Functions.Intrinsics;

namespace BuildChain.Functions;

/// <summary>What every reader of a resource needs.</summary>
sealed record TemplateContext(
    TemplateDocument Document, Evaluator Evaluator, GlobalSections Globals, ResourceNames Names, TemplatePaths Paths,
    TemplateProblems Problems, TemplateOptions Options);

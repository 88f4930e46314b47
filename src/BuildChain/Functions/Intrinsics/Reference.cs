namespace BuildChain.Functions.Intrinsics;

/// <summary>That a value mentions a resource: what CloudFormation makes its order of deployment of.</summary>
readonly record struct Reference(string Resource, SourcePosition Position);

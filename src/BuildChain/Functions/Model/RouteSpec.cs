namespace BuildChain.Functions;

/// <summary>One HTTP route to a function.</summary>
/// <param name="Path">
/// Starts with '/'; may have <c>{name}</c> segments and end in <c>{name+}</c>. <c>$default</c> is an HTTP API's catch-all.
/// </param>
/// <param name="Method">Upper case, or <c>ANY</c>.</param>
/// <param name="FunctionName">The function's <see cref="FunctionSpec.Name"/>.</param>
/// <param name="PayloadVersion"><c>1.0</c> (REST APIs, HTTP APIs on request) or <c>2.0</c>.</param>
/// <param name="Api">The API's logical id; <c>ServerlessRestApi</c> and <c>ServerlessHttpApi</c> are the implicit ones.</param>
/// <param name="Stage"><c>Prod</c> for the implicit REST API, <c>$default</c> for an HTTP API that names none.</param>
public sealed record RouteSpec(
    string Path, string Method, string FunctionName, string PayloadVersion, string Api, string Stage, SourcePosition Position);

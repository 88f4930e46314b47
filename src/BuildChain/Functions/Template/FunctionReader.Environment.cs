using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

partial class FunctionReader
{
    // AWS Lambda's documentation, "Reserved environment variables": a deployment that sets one of them is refused.
    static readonly HashSet<string> Reserved =
    [
        "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_LAMBDA_RUNTIME_API", "AWS_REGION", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT",
    ];

    OrderedDictionary<string, string> Variables()
    {
        const string Accepted = "Environment: {Variables: {NAME: text}}.";
        var values = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (properties.Map("Environment", Accepted)?.Map("Variables", Accepted) is not { } variables)
            return values;

        foreach (var (name, position, node) in variables.Entries)
        {
            context.Evaluator.Spend(1, position);
            if (!LegalNames.IsVariable(name))
                problems.Error(position, $"{name.Quoted()} is not a variable's name.", "Letters, digits and '_', the first a letter.");
            else if (Reserved.Contains(name))
                problems.Error(position, $"The variable {name} is reserved: Lambda sets it.", "Another name.");
            else if (Value(name, node) is { } value)
                values.Add(name, value);
        }

        return values;
    }

    string? Value(string name, TemplateNode node)
    {
        switch (context.Evaluator.ResolveText(node, $"The variable {name}", "A text; \"\" for an empty one."))
        {
            case ScalarNode { Text: var text } when !text.Contains('\0'):
                return text;
            case ScalarNode:
                problems.Error(node.Position, $"The variable {name} has a NUL character.", "A text without NUL.");
                return null;
            case UnresolvedNode unresolved:
                problems.Notice(
                    node.Position,
                    $"The variable {name}: {unresolved.Name.Quoted()} has no value before deployment; 'unresolved:…' stands in its place.");
                return unresolved.Text;
            default:
                return null;
        }
    }
}

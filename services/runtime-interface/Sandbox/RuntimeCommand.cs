using System.Globalization;
using System.Security.Cryptography;
using Esb.RuntimeInterface.Processes;

namespace Esb.RuntimeInterface.Sandbox;

/// <summary>Decides which program is the function's runtime, and what it finds in its environment.</summary>
static class RuntimeCommand
{
    /// <summary>Variables of this program that mean nothing to the function.</summary>
    static readonly string[] Own = [$"{BrandNames.Env}INVOKE_PORT", $"{BrandNames.Env}INIT_TIMEOUT", $"{BrandNames.Env}STOP_TIMEOUT", "DOTNET_EnableDiagnostics"];

    /// <summary>The program to start; null when there is none.</summary>
    public static ChildCommand? Find(FunctionSettings function, string runtimeApi)
    {
        var arguments = function.Command is { Count: > 0 } own ? own
            : Candidates(function).FirstOrDefault(File.Exists) is { } bootstrap ? [bootstrap]
            : null;
        return arguments is null ? null : new ChildCommand(arguments, Directory(function), Environment(function, runtimeApi));
    }

    /// <summary>Where a bootstrap is looked for.</summary>
    public static IReadOnlyList<string> Candidates(FunctionSettings function)
    {
        var runtime = Path.Combine(function.RuntimeDirectory, "bootstrap");
        string[] provided = [Path.Combine(function.TaskRoot, "bootstrap"), "/opt/bootstrap"];
        var execution = function.Environment.GetValueOrDefault("AWS_EXECUTION_ENV") ?? "";
        return execution.StartsWith("AWS_Lambda_provided", StringComparison.Ordinal) ? provided
            : execution.StartsWith("AWS_Lambda_", StringComparison.Ordinal) ? [runtime]
            // An image function may say nothing.
            : function.Handler is null ? [.. provided, runtime] : [runtime, .. provided];
    }

    static string Directory(FunctionSettings function) => System.IO.Directory.Exists(function.TaskRoot) ? function.TaskRoot : "/";

    /// <summary>Lambda's reserved variables on top of the container's own.</summary>
    /// <remarks>docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html</remarks>
    static Dictionary<string, string> Environment(FunctionSettings function, string runtimeApi)
    {
        var variables = new Dictionary<string, string>(function.Environment, StringComparer.Ordinal);
        foreach (var name in Own)
            variables.Remove(name);
        Dictionary<string, string?> reserved = new(StringComparer.Ordinal)
        {
            ["AWS_LAMBDA_RUNTIME_API"] = runtimeApi,
            ["_HANDLER"] = function.Handler,
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemorySize.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/" + function.Name,
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = LogStream(),
            ["AWS_REGION"] = function.Region,
            ["AWS_DEFAULT_REGION"] = function.Region,
            ["LAMBDA_TASK_ROOT"] = function.TaskRoot,
            ["LAMBDA_RUNTIME_DIR"] = function.RuntimeDirectory,
        };
        foreach (var (name, value) in reserved)
        {
            if (value is not null)
                variables[name] = value;
        }

        variables.TryAdd("TZ", ":UTC");
        variables.TryAdd("LANG", "C.UTF-8");
        variables.TryAdd("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin");
        variables.TryAdd("LD_LIBRARY_PATH", $"{function.RuntimeDirectory}:{function.RuntimeDirectory}/lib:{function.TaskRoot}:{function.TaskRoot}/lib:/opt/lib");
        variables.TryAdd("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
        return variables;
    }

    static string LogStream() => string.Create(
        CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy/MM/dd}/[$LATEST]{RandomNumberGenerator.GetHexString(32, lowercase: true)}");
}

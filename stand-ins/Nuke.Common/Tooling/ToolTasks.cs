using System.Reflection;
using Nuke.Common.Utilities;

namespace Nuke.Common.Tooling;

/// <summary>A command-line tool. Derive, add static methods that call <c>Run</c>, and say with an attribute where the program is.</summary>
public abstract class ToolTasks
{
    protected internal virtual Action<OutputType, string> GetLogger(ToolOptions options = null)
        => options?.ProcessLogger ?? ToolLogger.Of(GetType());

    protected internal string GetToolPathInternal(ToolOptions options = null)
        => options?.ProcessToolPath ?? ToolPathResolver.TryGetEnvironmentExecutable(PathVariable) ?? GetToolPath(options);

    protected virtual string GetToolPath(ToolOptions options = null)
        => GetType().GetCustomAttribute<ToolAttribute>() is { } tool
            ? tool.GetToolPath(options)
            : throw new Exception(
                $"Unable to resolve tool path for {GetType().Name}. Set via {nameof(ToolOptionsExtensions.SetProcessToolPath)}.");

    protected void SetToolPath(string path)
    {
        Assert.FileExists(path);
        EnvironmentInfo.SetVariable(PathVariable, path);
    }

    protected virtual IReadOnlyCollection<Output> Run<T>(T options = null)
        where T : ToolOptions, new()
    {
        options ??= new T();
        var redact = Redaction.Of(options.GetSecrets());
        options = PreProcess(options);
        using var process = ProcessTasks.StartProcess(
            GetToolPathInternal(options),
            options.GetArguments().JoinSpace(),
            options.ProcessWorkingDirectory,
            options.ProcessEnvironmentVariables,
            options.ProcessExecutionTimeout,
            options.ProcessOutputLogging,
            options.ProcessInvocationLogging,
            GetLogger(options),
            redact);
        process.AssertWaitForExit();
        if (options.ProcessExitHandling ?? true)
            (options.ProcessExitHandler ?? GetExitHandler(options))(options, process);
        PostProcess(options);
        return process.Output;
    }

    protected virtual (TResult Result, IReadOnlyCollection<Output> Output) Run<TOptions, TResult>(TOptions options = null)
        where TOptions : ToolOptions, new()
    {
        var output = Run(options);
        try
        {
            return ((TResult)GetResult<TResult>(options, output), output);
        }
        catch (Exception e)
        {
            var lines = output.Select(x => x.Text).Prepend($"Cannot parse {typeof(TResult).Name} from output:");
            throw new Exception(lines.JoinNewLine(), e);
        }
    }

    protected IReadOnlyCollection<Output> Run(
        ArgumentStringHandler arguments,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Func<IProcess, object> exitHandler = null)
    {
        using var process = StartProcess(
            arguments.ToStringAndClear(),
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger ?? GetLogger(),
            arguments.GetFilter());
        process.AssertWaitForExit();
        if (exitHandler != null)
            exitHandler(process);
        else
            GetExitHandler()(null, process);
        return process.Output;
    }

    protected virtual IProcess StartProcess(
        string arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string> environmentVariables,
        int? executionTimeout,
        bool? outputLogging,
        bool? invocationLogging,
        Action<OutputType, string> logger,
        Func<string, string> outputFilter = null)
        => ProcessTasks.StartProcess(
            GetToolPathInternal(),
            arguments,
            workingDirectory,
            environmentVariables,
            executionTimeout,
            outputLogging,
            invocationLogging,
            logger,
            outputFilter);

    protected virtual Func<ToolOptions, IProcess, object> GetExitHandler(ToolOptions options = null)
        => (_, process) => process.AssertZeroExitCode();

    /// <summary>Changes the options just before the process starts.</summary>
    protected virtual T PreProcess<T>(T options)
        where T : ToolOptions
        => options;

    protected virtual void PostProcess(ToolOptions options)
    {
    }

    protected virtual object GetResult<T>(ToolOptions options, IReadOnlyCollection<Output> output) => default;

    /// <summary><c>DOCKER_EXE</c> for <c>DockerTasks</c>.</summary>
    string PathVariable => GetType().Name.TrimEnd("Tasks").ToUpperInvariant() + "_EXE";
}

using Nuke.Common.Utilities;
using Serilog;
using Serilog.Events;

namespace Nuke.Common.Tooling;

/// <summary>Starts programs, logging the command and every line of output.</summary>
public static class ProcessTasks
{
    public static bool DefaultLogOutput = true;
    public static bool DefaultLogInvocation = true;
    public static bool LogWorkingDirectory = true;
    public static string DefaultWorkingDirectory = EnvironmentInfo.WorkingDirectory;

    static readonly Lock s_invocation = new();

    /// <summary>Through bash, or cmd on Windows.</summary>
    public static IProcess StartShell(
        string command,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Func<string, string> outputFilter = null)
    {
        var (shell, option) = EnvironmentInfo.IsWin ? ("cmd", "/c") : ("bash", "-c");
        return StartProcess(
            ToolPathResolver.GetPathExecutable(shell),
            $"{option} {command.DoubleQuote()}",
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger,
            outputFilter);
    }

    public static IProcess StartProcess(
        string toolPath,
        ArgumentStringHandler arguments,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null)
        => StartProcess(
            toolPath,
            arguments.ToStringAndClear(),
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger,
            arguments.GetFilter());

    /// <summary>
    /// A bare name is looked up on PATH. A .dll runs with dotnet. Given variables replace the whole environment. The time-out is in
    /// milliseconds.
    /// </summary>
    public static IProcess StartProcess(
        string toolPath,
        string arguments = null,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Func<string, string> outputFilter = null)
    {
        Assert.True(toolPath != null);
        if (!Path.IsPathRooted(toolPath) && !toolPath.Contains(Path.DirectorySeparatorChar))
            toolPath = ToolPathResolver.GetPathExecutable(toolPath);
        if (toolPath.EndsWithOrdinalIgnoreCase(".dll"))
            (toolPath, arguments) = (DotNet(), $"{toolPath.DoubleQuoteIfNeeded()} {arguments}".TrimEnd());

        workingDirectory ??= DefaultWorkingDirectory;
        outputFilter ??= x => x;
        Assert.FileExists(toolPath);
        Assert.DirectoryExists(workingDirectory);

        var info = ToolProcess.StartInfo(toolPath, arguments ?? string.Empty, workingDirectory, environmentVariables);
        if (logInvocation ?? DefaultLogInvocation)
            LogInvocation(toolPath, outputFilter(info.Arguments), workingDirectory);
        return ToolProcess.Start(info, timeout, logOutput ?? DefaultLogOutput ? logger ?? DefaultLogger : null, outputFilter);
    }

    public static void DefaultLogger(OutputType type, string output)
    {
        if (type == OutputType.Std)
            Log.Debug(output);
        else
            Log.Error(output);
    }

    static string DotNet() => ToolPathResolver.TryGetEnvironmentExecutable("DOTNET_EXE") ?? ToolPathResolver.GetPathExecutable("dotnet");

    static void LogInvocation(string toolPath, string arguments, string workingDirectory)
    {
        lock (s_invocation)
        {
            Log.Information("> {ToolPath} {Arguments}", toolPath.DoubleQuoteIfNeeded(), arguments);
            if (LogWorkingDirectory)
            {
                var level = workingDirectory != DefaultWorkingDirectory ? LogEventLevel.Information : LogEventLevel.Verbose;
                Log.Write(level, "@ {WorkingDirectory}", workingDirectory);
            }
        }
    }
}

using System.Collections.ObjectModel;

namespace Nuke.Common.Tooling;

/// <summary>How a tool's process is run: path, directory, environment, time, logging, exit code.</summary>
public static partial class ToolOptionsExtensions
{
    public static T SetProcessToolPath<T>(this T o, string value) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessToolPath, value));

    public static T ResetProcessToolPath<T>(this T o) where T : ToolOptions
        => o.Modify(b => b.Remove(() => o.ProcessToolPath));

    public static T SetProcessWorkingDirectory<T>(this T o, string value) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessWorkingDirectory, value));

    public static T ResetProcessWorkingDirectory<T>(this T o) where T : ToolOptions
        => o.Modify(b => b.Remove(() => o.ProcessWorkingDirectory));

    /// <summary>Replaces the whole environment, this process's own included.</summary>
    public static T SetProcessEnvironmentVariables<T>(this T o, ReadOnlyDictionary<string, string> values) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessEnvironmentVariables, values));

    /// <inheritdoc cref="SetProcessEnvironmentVariables{T}(T, ReadOnlyDictionary{string, string})"/>
    public static T SetProcessEnvironmentVariables<T>(this T o, Dictionary<string, string> values) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessEnvironmentVariables, values));

    /// <summary>A variable that is set already is an error.</summary>
    public static T AddProcessEnvironmentVariables<T>(this T o, ReadOnlyDictionary<string, string> values) where T : ToolOptions
        => o.Modify(b => b.AddDictionary(() => o.ProcessEnvironmentVariables, values));

    /// <inheritdoc cref="AddProcessEnvironmentVariables{T}(T, ReadOnlyDictionary{string, string})"/>
    public static T AddProcessEnvironmentVariables<T>(this T o, Dictionary<string, string> values) where T : ToolOptions
        => o.Modify(b => b.AddDictionary(() => o.ProcessEnvironmentVariables, values));

    /// <inheritdoc cref="AddProcessEnvironmentVariables{T}(T, ReadOnlyDictionary{string, string})"/>
    public static T AddProcessEnvironmentVariable<T>(this T o, string key, string value) where T : ToolOptions
        => o.Modify(b => b.AddDictionary(() => o.ProcessEnvironmentVariables, key, value));

    public static T SetProcessEnvironmentVariable<T>(this T o, string key, string value) where T : ToolOptions
        => o.Modify(b => b.SetDictionary(() => o.ProcessEnvironmentVariables, key, value));

    public static T SetProcessEnvironmentVariable<T>(this T o, string key, object value) where T : ToolOptions
        => o.Modify(b => b.SetDictionary(() => o.ProcessEnvironmentVariables, key, value.ToString()));

    public static T RemoveProcessEnvironmentVariable<T>(this T o, string key) where T : ToolOptions
        => o.Modify(b => b.RemoveDictionary(() => o.ProcessEnvironmentVariables, key));

    public static T ClearProcessEnvironmentVariables<T>(this T o) where T : ToolOptions
        => o.Modify(b => b.ClearDictionary(() => o.ProcessEnvironmentVariables));

    /// <summary>The process gets this process's own environment.</summary>
    public static T ResetProcessEnvironmentVariables<T>(this T o) where T : ToolOptions
        => o.Modify(b => b.Remove(() => o.ProcessEnvironmentVariables));

    /// <summary>Milliseconds.</summary>
    public static T SetProcessExecutionTimeout<T>(this T o, int? value) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessExecutionTimeout, value));

    public static T SetProcessExecutionTimeout<T>(this T o, TimeSpan value) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessExecutionTimeout, value.TotalMilliseconds));

    public static T ResetProcessExecutionTimeout<T>(this T o) where T : ToolOptions
        => o.Modify(b => b.Remove(() => o.ProcessExecutionTimeout));

    public static T SetProcessOutputLogging<T>(this T o, bool? value) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessOutputLogging, value));

    public static T EnableProcessOutputLogging<T>(this T o) where T : ToolOptions => o.SetProcessOutputLogging(true);

    public static T DisableProcessOutputLogging<T>(this T o) where T : ToolOptions => o.SetProcessOutputLogging(false);

    public static T ResetProcessOutputLogging<T>(this T o) where T : ToolOptions => o.SetProcessOutputLogging(null);

    public static T SetProcessInvocationLogging<T>(this T o, bool? value) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessInvocationLogging, value));

    public static T EnableProcessInvocationLogging<T>(this T o) where T : ToolOptions => o.SetProcessInvocationLogging(true);

    public static T DisableProcessInvocationLogging<T>(this T o) where T : ToolOptions => o.SetProcessInvocationLogging(false);

    public static T ResetProcessInvocationLogging<T>(this T o) where T : ToolOptions => o.SetProcessInvocationLogging(null);

    public static T SetProcessExitHandling<T>(this T o, bool? value) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessExitHandling, value));

    public static T EnableProcessExitHandling<T>(this T o) where T : ToolOptions => o.SetProcessExitHandling(true);

    public static T DisableProcessExitHandling<T>(this T o) where T : ToolOptions => o.SetProcessExitHandling(false);

    public static T ResetProcessExitHandling<T>(this T o) where T : ToolOptions => o.SetProcessExitHandling(null);
}

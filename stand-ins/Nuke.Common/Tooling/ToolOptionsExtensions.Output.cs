namespace Nuke.Common.Tooling;

// Secrets, additional arguments, and the two delegates.
partial class ToolOptionsExtensions
{
    public static T SetProcessRedactedSecrets<T>(this T o, params string[] v) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessRedactedSecrets, v));

    public static T SetProcessRedactedSecrets<T>(this T o, IEnumerable<string> v) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessRedactedSecrets, v));

    public static T AddProcessRedactedSecrets<T>(this T o, params string[] v) where T : ToolOptions
        => o.Modify(b => b.AddCollection(() => o.ProcessRedactedSecrets, v));

    public static T AddProcessRedactedSecrets<T>(this T o, IEnumerable<string> v) where T : ToolOptions
        => o.Modify(b => b.AddCollection(() => o.ProcessRedactedSecrets, v));

    public static T ClearProcessRedactedSecrets<T>(this T o) where T : ToolOptions
        => o.Modify(b => b.ClearCollection(() => o.ProcessRedactedSecrets));

    public static T SetProcessAdditionalArguments<T>(this T o, params string[] v) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessAdditionalArguments, v));

    public static T SetProcessAdditionalArguments<T>(this T o, IEnumerable<string> v) where T : ToolOptions
        => o.Modify(b => b.Set(() => o.ProcessAdditionalArguments, v));

    public static T AddProcessAdditionalArguments<T>(this T o, params string[] v) where T : ToolOptions
        => o.Modify(b => b.AddCollection(() => o.ProcessAdditionalArguments, v));

    public static T AddProcessAdditionalArguments<T>(this T o, IEnumerable<string> v) where T : ToolOptions
        => o.Modify(b => b.AddCollection(() => o.ProcessAdditionalArguments, v));

    public static T RemoveProcessAdditionalArguments<T>(this T o, params string[] v) where T : ToolOptions
        => o.Modify(b => b.RemoveCollection(() => o.ProcessAdditionalArguments, v));

    public static T ClearProcessAdditionalArguments<T>(this T o) where T : ToolOptions
        => o.Modify(b => b.ClearCollection(() => o.ProcessAdditionalArguments));

    /// <summary>Receives each line, redacted, in place of the tool's own logging.</summary>
    public static T SetProcessLogger<T>(this T o, Action<OutputType, string> v) where T : ToolOptions
        => o.With(x => x.ProcessLogger = v);

    /// <summary>Judges the ended process in place of "exit code 0".</summary>
    public static T SetProcessExitHandler<T>(this T o, Action<IProcess> exitHandler) where T : ToolOptions
        => o.WithExitHandler(exitHandler == null ? null : (_, process) => Nothing(() => exitHandler(process)));

    public static T SetProcessExitHandler<T>(this T o, Func<IProcess, object> exitHandler) where T : ToolOptions
        => o.WithExitHandler(exitHandler == null ? null : (_, process) => exitHandler(process));

    public static T SetProcessExitHandler<T>(this T o, Action<T, IProcess> exitHandler) where T : ToolOptions
        => o.WithExitHandler(exitHandler == null ? null : (options, process) => Nothing(() => exitHandler((T)options, process)));

    public static T SetProcessExitHandler<T>(this T o, Func<T, IProcess, object> exitHandler) where T : ToolOptions
        => o.WithExitHandler(exitHandler == null ? null : (options, process) => exitHandler((T)options, process));

    static T WithExitHandler<T>(this T o, Func<ToolOptions, IProcess, object> handler) where T : ToolOptions
        => o.With(x => x.ProcessExitHandler = handler);

    static T With<T>(this T o, Action<T> change) where T : ToolOptions
    {
        var copy = o.Modify();
        change(copy);
        return copy;
    }

    static object Nothing(Action action)
    {
        action();
        return null;
    }
}

namespace BuildChain.Engine;

/// <summary>Something worth telling while an engine, a root image or certificates are made ready.</summary>
public sealed record EngineEvent(EngineEventKind Kind, string Text);

public enum EngineEventKind
{
    /// <summary>A step begins.</summary>
    Step,

    /// <summary>Detail of the step under way; may be dropped from short output.</summary>
    Detail,

    /// <summary>A step is done.</summary>
    Done,

    /// <summary>Not an error, but somebody should know.</summary>
    Warning,
}

static class EngineProgress
{
    public static void Step(this IProgress<EngineEvent>? progress, string text) => progress?.Report(new(EngineEventKind.Step, text));

    public static void Detail(this IProgress<EngineEvent>? progress, string text) => progress?.Report(new(EngineEventKind.Detail, text));

    public static void Done(this IProgress<EngineEvent>? progress, string text) => progress?.Report(new(EngineEventKind.Done, text));

    public static void Warn(this IProgress<EngineEvent>? progress, string text) => progress?.Report(new(EngineEventKind.Warning, text));
}

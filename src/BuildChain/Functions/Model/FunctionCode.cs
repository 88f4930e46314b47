namespace BuildChain.Functions;

/// <summary>Where a function's code comes from.</summary>
public abstract record FunctionCode;

/// <summary><c>CodeUri</c>: what becomes /var/task.</summary>
/// <param name="Directory">
/// Absolute, exists, and lies with all links followed in the template's directory. Links inside it are not looked at.
/// </param>
public sealed record ZipCode(string Directory) : FunctionCode;

/// <summary><c>InlineCode</c>, only with Python: the text of <c>index.py</c>.</summary>
public sealed record InlineCode(string Text) : FunctionCode;

/// <summary><c>PackageType: Image</c> with what <c>Metadata</c> says about building it.</summary>
/// <param name="Dockerfile">Absolute, exists, lies in <paramref name="Context"/>.</param>
/// <param name="Context">Absolute directory, in the template's directory.</param>
/// <param name="BuildArgs">Names are <c>[A-Za-z_][A-Za-z0-9_]*</c>; values have no control characters but may have <c>${</c> and quotes.</param>
/// <param name="TargetStage">The Dockerfile's stage to build (<c>DockerBuildTarget</c>); null is the last.</param>
public sealed record ImageCode(string Dockerfile, string Context, IReadOnlyDictionary<string, string> BuildArgs, string? TargetStage) : FunctionCode
{
    /// <summary><c>ImageConfig</c>: what to run instead of what the Dockerfile says; null leaves that as it is.</summary>
    public ImageConfig? Config { get; init; }
}

/// <summary>Overrides of an image's own settings; what is null stays the image's.</summary>
public sealed record ImageConfig(IReadOnlyList<string>? EntryPoint, IReadOnlyList<string>? Command, string? WorkingDirectory);

/// <summary>One layer: what is unpacked into /opt.</summary>
/// <param name="LogicalId">The layer's key in the template.</param>
/// <param name="Name"><c>LayerName</c>, else the logical id: <c>[A-Za-z0-9_-]+</c>. Two layers may have the same.</param>
/// <param name="Directory">Absolute, exists, and lies with all links followed in the template's directory.</param>
/// <param name="Position">Where the layer is defined.</param>
/// <param name="BuildMethod">
/// <c>Metadata.BuildMethod</c>. With <c>python3.x</c> the directory's content belongs into /opt/python, as <c>sam build</c> puts it; null: into
/// /opt as it is.
/// </param>
public sealed record LayerSpec(string LogicalId, string Name, string Directory, SourcePosition Position, string? BuildMethod = null);

/// <summary>A function called by the clock.</summary>
/// <param name="Name">Given, else the event's key; unique in its function.</param>
/// <param name="Expression"><c>rate(5 minutes)</c> or <c>cron(0 12 * * ? *)</c> (six fields, UTC); checked.</param>
/// <param name="Input">The event as JSON text; null: the runtime's own event.</param>
public sealed record ScheduleSpec(string Name, string Expression, string? Input, bool Enabled, SourcePosition Position);

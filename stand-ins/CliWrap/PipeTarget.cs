using System.Text;

namespace CliWrap;

/// <summary>Where a command's standard output or error goes to. Text is UTF-8 unless an encoding is given.</summary>
public abstract class PipeTarget
{
    /// <summary>The stream is closed without reading it.</summary>
    public static PipeTarget Null { get; } = Create((_, _) => Task.CompletedTask);

    /// <summary>Reads the program's output to its end.</summary>
    public abstract Task CopyFromAsync(Stream origin, CancellationToken cancellationToken = default);

    public static PipeTarget Create(Func<Stream, CancellationToken, Task> handlePipeAsync) => new DelegateTarget(handlePipeAsync);

    public static PipeTarget Create(Action<Stream> handlePipe)
        => Create((origin, _) =>
        {
            handlePipe(origin);
            return Task.CompletedTask;
        });

    public static PipeTarget ToStream(Stream stream, bool autoFlush)
        => Create((origin, cancellationToken) => origin.CopyChunksAsync(stream, autoFlush, cancellationToken));

    public static PipeTarget ToStream(Stream stream) => ToStream(stream, autoFlush: true);

    /// <summary>Overwrites the file.</summary>
    public static PipeTarget ToFile(string filePath)
        => Create(async (origin, cancellationToken) =>
        {
            await using var target = File.Create(filePath);
            await origin.CopyToAsync(target, cancellationToken);
        });

    public static PipeTarget ToStringBuilder(StringBuilder stringBuilder, Encoding encoding)
        => Create(async (origin, cancellationToken) =>
        {
            using var reader = Reader(origin, encoding);
            var buffer = new char[4096];
            for (int count; (count = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
                stringBuilder.Append(buffer, 0, count);
        });

    public static PipeTarget ToStringBuilder(StringBuilder stringBuilder) => ToStringBuilder(stringBuilder, Encoding.Default);

    /// <summary>Calls back for each line, without its line break, one at a time; the last line needs no line break.</summary>
    public static PipeTarget ToDelegate(Func<string, CancellationToken, Task> handleLineAsync, Encoding encoding)
        => Create(async (origin, cancellationToken) =>
        {
            using var reader = Reader(origin, encoding);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
                await handleLineAsync(line, cancellationToken);
        });

    public static PipeTarget ToDelegate(Func<string, CancellationToken, Task> handleLineAsync)
        => ToDelegate(handleLineAsync, Encoding.Default);

    public static PipeTarget ToDelegate(Func<string, Task> handleLineAsync, Encoding encoding)
        => ToDelegate((line, _) => handleLineAsync(line), encoding);

    public static PipeTarget ToDelegate(Func<string, Task> handleLineAsync) => ToDelegate(handleLineAsync, Encoding.Default);

    public static PipeTarget ToDelegate(Action<string> handleLine, Encoding encoding)
        => ToDelegate(
            (line, _) =>
            {
                handleLine(line);
                return Task.CompletedTask;
            },
            encoding);

    public static PipeTarget ToDelegate(Action<string> handleLine) => ToDelegate(handleLine, Encoding.Default);

    /// <summary>Gives every target all of the output.</summary>
    public static PipeTarget Merge(params IEnumerable<PipeTarget> targets)
    {
        var all = targets.SelectMany(target => target is MergedTarget merged ? merged.Targets : [target])
            .Where(target => target != Null)
            .ToList();
        return all switch
        {
            [] => Null,
            [var only] => only,
            _ => new MergedTarget(all),
        };
    }

    public static PipeTarget Merge(params PipeTarget[] targets) => Merge((IEnumerable<PipeTarget>)targets);

    static StreamReader Reader(Stream origin, Encoding encoding)
        => new(origin, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);

    sealed class DelegateTarget(Func<Stream, CancellationToken, Task> copyFromAsync) : PipeTarget
    {
        public override Task CopyFromAsync(Stream origin, CancellationToken cancellationToken = default)
            => copyFromAsync(origin, cancellationToken);
    }
}

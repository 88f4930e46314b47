using System.Text;

namespace CliWrap;

/// <summary>Where a command's standard input comes from.</summary>
public abstract class PipeSource
{
    /// <summary>No input: the program reads end of file at once.</summary>
    public static PipeSource Null { get; } = Create((_, _) => Task.CompletedTask);

    /// <summary>Writes to the program's input; the stream is closed when the task ends.</summary>
    public abstract Task CopyToAsync(Stream destination, CancellationToken cancellationToken = default);

    public static PipeSource Create(Func<Stream, CancellationToken, Task> handlePipeAsync) => new DelegateSource(handlePipeAsync);

    public static PipeSource Create(Action<Stream> handlePipe)
        => Create((destination, _) =>
        {
            handlePipe(destination);
            return Task.CompletedTask;
        });

    public static PipeSource FromStream(Stream stream, bool autoFlush)
        => Create((destination, cancellationToken) => stream.CopyChunksAsync(destination, autoFlush, cancellationToken));

    public static PipeSource FromStream(Stream stream) => FromStream(stream, autoFlush: true);

    public static PipeSource FromFile(string filePath)
        => Create(async (destination, cancellationToken) =>
        {
            await using var source = File.OpenRead(filePath);
            await source.CopyToAsync(destination, cancellationToken);
        });

    public static PipeSource FromBytes(ReadOnlyMemory<byte> data)
        => Create((destination, cancellationToken) => destination.WriteAsync(data, cancellationToken).AsTask());

    public static PipeSource FromBytes(byte[] data) => FromBytes((ReadOnlyMemory<byte>)data);

    public static PipeSource FromString(string str, Encoding encoding) => FromBytes(encoding.GetBytes(str));

    /// <summary>Encoded as the console's input is.</summary>
    public static PipeSource FromString(string str) => FromString(str, Console.InputEncoding);

    /// <summary>Runs the command and hands over its standard output.</summary>
    public static PipeSource FromCommand(Command command)
        => Create(async (destination, cancellationToken) =>
            await command.WithStandardOutputPipe(PipeTarget.ToStream(destination)).ExecuteAsync(cancellationToken));

    sealed class DelegateSource(Func<Stream, CancellationToken, Task> copyToAsync) : PipeSource
    {
        public override Task CopyToAsync(Stream destination, CancellationToken cancellationToken = default)
            => copyToAsync(destination, cancellationToken);
    }
}

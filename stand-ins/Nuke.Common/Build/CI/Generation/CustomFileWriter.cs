namespace Nuke.Common.Utilities;

/// <summary>Writes indented lines and comments.</summary>
public class CustomFileWriter(StreamWriter streamWriter, int indentationFactor, string commentPrefix)
{
    int _depth;

    public void WriteLine(string text = null)
        => streamWriter.WriteLine(text is null ? "" : new string(' ', _depth * indentationFactor) + text);

    public void WriteComment(string text = null) => WriteLine($"{commentPrefix} {text}".TrimEnd());

    public void Write(Action<CustomFileWriter> writer) => writer(this);

    /// <summary>Lines are one level deeper until the result is disposed.</summary>
    public IDisposable Indent()
    {
        _depth++;
        return new Level(this);
    }

    sealed class Level(CustomFileWriter writer) : IDisposable
    {
        public void Dispose() => writer._depth--;
    }
}

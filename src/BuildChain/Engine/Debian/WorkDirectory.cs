namespace BuildChain.Engine.Debian;

/// <summary>A temporary directory that is gone when it is disposed.</summary>
sealed class WorkDirectory : IDisposable
{
    public WorkDirectory(string parent, string purpose)
    {
        Path = System.IO.Path.Combine(parent, $".{purpose}-{Guid.NewGuid():N}"[..(purpose.Length + 10)]);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }
    }
}

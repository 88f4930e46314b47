namespace BuildChain.Tests;

/// <summary>A directory of its own for one test, removed with everything in it.</summary>
sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory() => Path = Directory.CreateTempSubdirectory("esb-test-").FullName;

    public string Path { get; }

    public string At(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes a file and the directories above it.</summary>
    public TemporaryDirectory Write(string relative, string content = "")
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(relative))!);
        File.WriteAllText(At(relative), content);
        return this;
    }

    public TemporaryDirectory MakeDirectory(string relative)
    {
        Directory.CreateDirectory(At(relative));
        return this;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A test's own result is worth more than a clean temporary directory.
        }
    }
}

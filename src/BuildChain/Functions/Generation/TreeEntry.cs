namespace BuildChain.Functions.Generation;

/// <summary>Something in a folder that is generated.</summary>
/// <param name="Path">Relative to the folder, with '/' between.</param>
abstract record TreeEntry(string Path)
{
    /// <summary>The same below another folder.</summary>
    public TreeEntry Below(string folder) => this with { Path = Path.Length == 0 ? folder : $"{folder}/{Path}" };
}

sealed record TreeDirectory(string Path) : TreeEntry(Path);

/// <summary>A file with the content of another one.</summary>
sealed record TreeFile(string Path, string Source, bool Executable) : TreeEntry(Path);

/// <summary>A file with a content of its own.</summary>
sealed record TreeText(string Path, string Text) : TreeEntry(Path);

/// <summary>A symbolic link, whose target lies in the same tree.</summary>
sealed record TreeLink(string Path, string Target) : TreeEntry(Path);

using System.Text;

namespace Nuke.Common.Execution;

/// <summary>Files under <c>.nuke</c>, where several builds may run at the same time.</summary>
static class SharedFile
{
    public static void Write(string path, string text, FileMode mode)
    {
        using var file = new FileStream(path, mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Writes a file in one step, so that nobody ever reads half of it.</summary>
    public static void Replace(string path, string text)
    {
        var temporary = $"{path}.{Environment.ProcessId}";
        Write(temporary, text, FileMode.Create);
        File.Move(temporary, path, overwrite: true);
    }
}

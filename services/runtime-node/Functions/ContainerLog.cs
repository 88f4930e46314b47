using System.Text;

namespace Esb.RuntimeNode.Functions;

/// <summary>The files that containers write their output into, in memory-backed /run: short, and gone with the container.</summary>
static class ContainerLog
{
    const int TailBytes = 16 * 1024;

    /// <summary>The file of a container.</summary>
    public static string File(string container) => Path.Combine(NodeSettings.Logs, container + ".log");

    /// <summary>Where containerd's shim is to write to.</summary>
    public static string Uri(string container) => "file://" + File(container);

    /// <summary>The last lines; empty when there are none.</summary>
    public static async Task<string> TailAsync(string container, int lines, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(File(container), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
            using var reader = new StreamReader(file, Encoding.UTF8);
            var text = (await reader.ReadToEndAsync(cancellationToken)).TrimEnd('\n').Split('\n');
            return string.Join('\n', text.TakeLast(lines));
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Removes the file.</summary>
    public static void Remove(string container) => System.IO.File.Delete(File(container));
}

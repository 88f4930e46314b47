using System.Runtime.InteropServices;

namespace BuildChain.Functions.Generation;

/// <summary>Puts a folder in the place of another one. .NET can only move a folder to where none is.</summary>
static partial class FolderExchange
{
    /// <summary>
    /// One step on Linux (<c>renameat2(2)</c>), so that a process killed at any moment leaves the old folder or the new one. Elsewhere, and on a
    /// file system that cannot, there is none for an instant.
    /// </summary>
    public static void Put(string made, string place)
    {
        if (!Directory.Exists(place))
        {
            Directory.Move(made, place);
            return;
        }

        if (!TryExchange(made, place))
        {
            var old = Old(place);
            if (Directory.Exists(old))
                Directory.Delete(old, recursive: true);
            Directory.Move(place, old);
            Directory.Move(made, place);
            made = old;
        }
        Directory.Delete(made, recursive: true);
    }

    /// <summary>Where the old folder is for an instant, unless it is one step.</summary>
    public static string Old(string place) => place + ".old";

    static bool TryExchange(string one, string other)
    {
        const int CurrentDirectory = -100;
        const uint Exchange = 2;
        try
        {
            return OperatingSystem.IsLinux() && renameat2(CurrentDirectory, one, CurrentDirectory, other, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // An old C library.
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(int fromDirectory, string from, int toDirectory, string to, uint flags);
}

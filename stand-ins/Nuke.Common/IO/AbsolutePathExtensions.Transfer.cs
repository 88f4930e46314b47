namespace Nuke.Common.IO;

// Copying, moving and renaming of files and whole directories. The result is the new path.
partial class AbsolutePathExtensions
{
    const ExistsPolicy FilePolicies =
        ExistsPolicy.FileFail | ExistsPolicy.FileSkip | ExistsPolicy.FileOverwrite | ExistsPolicy.FileOverwriteIfNewer;

    public static AbsolutePath Copy(
        this AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy = ExistsPolicy.Fail,
        Func<AbsolutePath, bool> excludeDirectory = null,
        Func<AbsolutePath, bool> excludeFile = null,
        bool createDirectories = true)
    {
        if (source.DirectoryExists())
            return CopyTree(source, target, policy, excludeDirectory ?? (_ => false), excludeFile ?? (_ => false), createDirectories);

        // There is nothing to exclude from a single file.
        Assert.True(source.FileExists() && excludeDirectory == null && excludeFile == null);
        return TransferFile(source, target, policy, createDirectories, () => File.Copy(source, target, overwrite: true));
    }

    public static AbsolutePath CopyToDirectory(
        this AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy = ExistsPolicy.Fail,
        Func<AbsolutePath, bool> excludeDirectory = null,
        Func<AbsolutePath, bool> excludeFile = null,
        bool createDirectories = true)
        => source.Copy(target / source.Name, policy, excludeDirectory, excludeFile, createDirectories);

    public static AbsolutePath Move(
        this AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy = ExistsPolicy.Fail,
        bool createDirectories = true,
        bool deleteRemainingFiles = false)
    {
        if (source.DirectoryExists())
            return MoveTree(source, target, policy, createDirectories, deleteRemainingFiles);
        Assert.True(source.FileExists());
        return MoveFile(source, target, policy, createDirectories);
    }

    public static AbsolutePath Move(
        this AbsolutePath source,
        Func<AbsolutePath, AbsolutePath> newPath,
        ExistsPolicy policy = ExistsPolicy.Fail,
        bool createDirectories = true)
        => source.Move(newPath(source), policy, createDirectories);

    public static AbsolutePath MoveToDirectory(
        this AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy = ExistsPolicy.Fail,
        bool createDirectories = true)
        => source.Move(target / source.Name, policy, createDirectories);

    public static AbsolutePath Rename(this AbsolutePath source, string newName, ExistsPolicy policy = ExistsPolicy.Fail)
        => source.Move(source.Parent / newName, policy);

    public static AbsolutePath Rename(this AbsolutePath source, Func<AbsolutePath, string> newName, ExistsPolicy policy = ExistsPolicy.Fail)
        => source.Rename(newName(source), policy);

    static AbsolutePath MoveFile(AbsolutePath source, AbsolutePath target, ExistsPolicy policy, bool createDirectories)
        => TransferFile(source, target, policy, createDirectories, () =>
        {
            target.DeleteFile();
            File.Move(source, target);
        });

    /// <summary>The source where an existing target was left alone.</summary>
    static AbsolutePath TransferFile(AbsolutePath source, AbsolutePath target, ExistsPolicy policy, bool createDirectories, Action transfer)
    {
        if (target.FileExists() && !MayReplace(source, target, policy))
            return source;
        if (createDirectories)
            target.Parent.CreateDirectory();
        transfer();
        return target;
    }

    static bool MayReplace(AbsolutePath source, AbsolutePath target, ExistsPolicy policy)
        => (policy & FilePolicies) switch
        {
            ExistsPolicy.FileFail => throw new Exception($"File '{target}' already exists"),
            ExistsPolicy.FileSkip => false,
            ExistsPolicy.FileOverwrite => true,
            ExistsPolicy.FileOverwriteIfNewer => File.GetLastWriteTimeUtc(target) < File.GetLastWriteTimeUtc(source),
            _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "Multiple file policies set"),
        };

    static AbsolutePath CopyTree(
        AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy,
        Func<AbsolutePath, bool> excludeDirectory,
        Func<AbsolutePath, bool> excludeFile,
        bool createDirectories)
    {
        PrepareTree(source, target, policy, createDirectories);
        foreach (var directory in source.GetDirectories().Where(x => !excludeDirectory(x)).ToList())
            CopyTree(directory, target / directory.Name, policy, excludeDirectory, excludeFile, createDirectories: true);
        foreach (var file in source.GetFiles().Where(x => !excludeFile(x)))
        {
            var copy = target / file.Name;
            TransferFile(file, copy, policy, createDirectories: true, () => File.Copy(file, copy, overwrite: true));
        }

        return target;
    }

    static AbsolutePath MoveTree(
        AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy,
        bool createDirectories,
        bool deleteRemainingFiles)
    {
        PrepareTree(source, target, policy, createDirectories);
        foreach (var directory in source.GetDirectories().ToList())
            MoveTree(directory, target / directory.Name, policy, createDirectories: true, deleteRemainingFiles: false);
        foreach (var file in source.GetFiles().ToList())
            MoveFile(file, target / file.Name, policy, createDirectories: true);

        // What an existing target kept from being moved is still there.
        if (deleteRemainingFiles || !Directory.EnumerateFileSystemEntries(source).Any())
            source.DeleteDirectory();
        return target;
    }

    static void PrepareTree(AbsolutePath source, AbsolutePath target, ExistsPolicy policy, bool createDirectories)
    {
        Assert.DirectoryExists(source);
        Assert.False(source.Contains(target), $"Target directory '{target}' must not be in source directory '{source}'");
        Assert.True(
            !target.DirectoryExists() || (policy.HasFlag(ExistsPolicy.DirectoryMerge) && !policy.HasFlag(ExistsPolicy.DirectoryFail)),
            "Policy disallows merging directories");
        if (createDirectories)
            target.CreateDirectory();
    }
}

using System.Reflection;
using Nuke.Common.CI;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common;

/// <content>What is known before there is a build: directories, host, verbosity.</content>
public abstract partial class NukeBuild
{
    const string NukeDirectoryName = ".nuke";

    static NukeBuild()
    {
        RootDirectory = FindRootDirectory();
        TemporaryDirectory = Path.Combine(RootDirectory, NukeDirectoryName, "temp");
        Directory.CreateDirectory(TemporaryDirectory);

        BuildAssemblyFile = FindBuildAssemblyFile();
        BuildAssemblyDirectory = BuildAssemblyFile == null ? null : (AbsolutePath)Path.GetDirectoryName(BuildAssemblyFile);
        BuildProjectFile = FindBuildProjectFile(BuildAssemblyDirectory);
        BuildProjectDirectory = BuildProjectFile == null ? null : (AbsolutePath)Path.GetDirectoryName(BuildProjectFile);

        Verbosity = ParameterService.GetParameter<Verbosity?>(nameof(Verbosity)) ?? Verbosity.Normal;
        Host = ParameterService.GetParameter<Host>(nameof(Host)) ?? Host.Default;
        LoadedLocalProfiles = ParameterService.GetParameter<string[]>(BuiltIn.Profile) ?? [];
    }

    /// <summary>The nearest directory with <c>.nuke</c> in it, from the working directory upwards, or <c>--root</c>.</summary>
    [Parameter("Root directory during build execution.", Name = BuiltIn.Root)]
    public static AbsolutePath RootDirectory { get; }

    /// <summary><c>.nuke/temp</c></summary>
    public static AbsolutePath TemporaryDirectory { get; }

    public static AbsolutePath BuildAssemblyFile { get; }
    public static AbsolutePath BuildAssemblyDirectory { get; }
    public static AbsolutePath BuildProjectDirectory { get; }

    /// <summary>The only <c>*.csproj</c> in the build assembly's directory or the nearest one above it, or null.</summary>
    public static AbsolutePath BuildProjectFile { get; }

    [Parameter("Logging verbosity during build execution. Default is 'Normal'.")]
    public static Verbosity Verbosity
    {
        get => (Verbosity)Logging.Level;
        set => Logging.Level = (LogLevel)value;
    }

    [Parameter("Host for execution. Default is 'automatic'.")]
    public static Host Host { get; set; }

    [Parameter("Defines the profiles to load.", Name = BuiltIn.Profile)]
    public static string[] LoadedLocalProfiles { get; }

    public static bool IsLocalBuild => !IsServerBuild;
    public static bool IsServerBuild => Host is IBuildServer;

    static AbsolutePath FindRootDirectory()
    {
        if (ParameterService.GetParameter<AbsolutePath>(BuiltIn.Root) is { } root)
            return root;

        var workingDirectory = Environment.CurrentDirectory;
        if (ParameterService.GetParameter<bool>(BuiltIn.Root))
            return (AbsolutePath)workingDirectory;

        var directory = workingDirectory;
        while (directory != null && !Path.Exists(Path.Combine(directory, NukeDirectoryName)))
            directory = Path.GetDirectoryName(directory);

        // ~/.nuke holds NUKE's user-wide files and doesn't make the home directory a root.
        if (directory == Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))
            directory = null;

        return (AbsolutePath)directory.NotNull(string.Join(
            Environment.NewLine,
            $"Could not locate '{NukeDirectoryName}' directory/file while walking up from '{workingDirectory}'.",
            "Either create a directory/file to mark the root directory, or add '--root [path]' to the invocation."));
    }

    static AbsolutePath FindBuildAssemblyFile()
    {
        var assembly = Assembly.GetEntryAssembly();
        if (assembly == null || assembly.GetName().Name is "testhost" or "ReSharperTestRunner")
            return null;

        var location = assembly.Location;
        return (AbsolutePath)(location.Length > 0 ? location : Environment.GetCommandLineArgs()[0]);
    }

    static AbsolutePath FindBuildProjectFile(AbsolutePath start)
    {
        for (string directory = start; directory != null; directory = Path.GetDirectoryName(directory))
        {
            var files = Directory.GetFiles(directory, "*.csproj");
            if (files.Length > 1)
                throw new InvalidOperationException($"Found multiple project files in '{directory}'.");
            if (files.Length == 1)
                return (AbsolutePath)files[0];
        }

        return null;
    }
}
